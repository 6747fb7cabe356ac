"""Set up, run and test Coop Desk from a clone: `python3 packaging/dev.py setup | run | test | lock`.

Needs Python and its standard library only. The environment is made in `.venv` from the locked
requirements beside this file; `lock` makes these again after a change of dependencies.
Arguments after the command go to the program (run) or to pytest (test).
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "coop-desk.stamp"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "packaging" / "requirements.lock"
BUILD_LOCK = ROOT / "packaging" / "build.lock"
BUILD_TOOLS = "editables\nhatchling\nsetuptools\n"  # one locked dependency is published as source only
DEMO = ROOT / "demo"
TOUR = ROOT / "tour"
APT_LISTS = Path("/var/lib/apt/lists")
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

# What Qt opens on Linux and its wheel does not carry: library, Debian and Ubuntu package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


def main(arguments):
    """Run one command; return its exit code."""
    commands = {"setup": setup, "run": run, "test": test, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    if sys.version_info < (3, 11):
        return go_on_with_newer_python(arguments)
    try:
        return commands[arguments[0]](arguments[1:])
    except subprocess.CalledProcessError as failure:
        say("This command failed:", " ".join(str(word) for word in failure.cmd))
        return 1
    except KeyboardInterrupt:
        return 130


def go_on_with_newer_python(arguments):
    """Start again with a newer Python of this computer, installed when allowed; else say how to get one."""
    found = next((name for name in NEWER_PYTHONS if shutil.which(name)), None)
    if found is None:
        say("Python 3.11 or newer is needed; this is Python %d.%d." % sys.version_info[:2])
        update_lists_once()
        known = known_names()
        found = next((name for name in NEWER_PYTHONS if name in known), None)
        if found is None:
            say("This system has no newer one. Install it from https://www.python.org/downloads/ then type:")
            say("  python3.12 packaging/dev.py", *arguments)
            return 1
        if not install_system_packages([found, found + "-venv"]):
            return 1
    return subprocess.call([found, __file__, *arguments])


def setup(_arguments):
    """Make `.venv`, or bring it up to date; at once when nothing changed."""
    wanted = fingerprint()
    made_from = STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""
    if made_from == wanted and PYTHON.exists():
        return 0
    if sys.platform.startswith("linux") and not install_system_packages(missing_packages()):
        return 1
    if VENV.exists() and made_from.split(" ")[0] != wanted.split(" ")[0]:
        say("Removing an environment that is unfinished, or of another Python.")
        shutil.rmtree(VENV)
    if not PYTHON.exists():
        say("Making the environment in .venv.")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    STAMP.unlink(missing_ok=True)
    say("Installing what Coop Desk needs (some 150 MB, a few minutes the first time).")
    pip("install", "--require-hashes", "-r", BUILD_LOCK)
    pip("install", "--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517", "-r", LOCK)
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    subprocess.run([str(PYTHON), "-c", "import PySide6.QtWidgets"], check=True, env=quiet_screen(), cwd=str(ROOT))
    STAMP.write_text(wanted, encoding="utf-8")
    say("Ready.")
    return 0


def run(arguments):
    """Open the demo co-op, made the first time; with no display, write the tour instead."""
    if setup([]):
        return 1
    if not has_display():
        say("There is no display here: writing the tour to", TOUR)
        return app("tour", "--out", TOUR, *arguments, env=quiet_screen())
    if not list(DEMO.glob("*.coop")):
        unfinished = DEMO.with_name("demo.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(DEMO, ignore_errors=True)
        unfinished.mkdir()
        if app("demo", unfinished):
            return 1
        unfinished.rename(DEMO)
    return app(*(arguments or sorted(DEMO.glob("*.coop"))[:1]))


def test(arguments):
    """Run the whole suite on every core; arguments go to pytest."""
    if setup([]):
        return 1
    cores = ["-n", str(os.cpu_count() or 1), "--dist", "worksteal"]  # neighbours stay together: they share what is made
    spread = [] if any(word.startswith("-n") for word in arguments) else cores
    command = [str(PYTHON), "-m", "pytest", *spread, *arguments]
    environment = quiet_screen()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the program is started many times: let it be compiled once
    return subprocess.call(command, cwd=str(ROOT), env=environment)


def lock(_arguments):
    """Write both locks again from pyproject.toml (asks for `uv`, in `.venv` or on the path)."""
    uv = shutil.which("uv", path=str(PYTHON.parent)) or shutil.which("uv")
    if uv is None:
        say("`uv` is needed to make the locks: pip install uv")
        return 1
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--no-header"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--quiet", "--upgrade"]
    project = ["pyproject.toml", "--extra", "test", "-o", str(LOCK)]
    subprocess.run([uv, "pip", "compile", *options, *project], check=True, cwd=str(ROOT))
    tools = ["-", "-o", str(BUILD_LOCK)]
    build = [uv, "pip", "compile", *options, "--allow-unsafe", *tools]
    subprocess.run(build, check=True, cwd=str(ROOT), input=BUILD_TOOLS.encode("ascii"))
    return 0


def fingerprint():
    """What the environment is made from, as one line: when it changes, setup works again."""
    digest = hashlib.sha256()
    for path in (LOCK, BUILD_LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return "%d.%d %s %s" % (sys.version_info[0], sys.version_info[1], digest.hexdigest(), ROOT)


def missing_packages():
    """The Debian packages that are needed and absent, found by trying, not by name."""
    missing = []
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        missing.append("python3.%d-venv" % sys.version_info[1])
    for library, package in QT_LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            if package not in missing:
                missing.append(package)
    return missing


def install_system_packages(packages):
    """Install them when allowed; else print the command to type. True when nothing is missing any more."""
    if not packages:
        return True
    if not shutil.which("apt-get"):
        say("These system libraries are missing (Debian names):", " ".join(packages))
        say("Install them with the package program of this system, then start again.")
        return False
    update_lists_once()
    install = ["apt-get", "install", "-y", "--no-install-recommends", *names_here(packages)]
    prefix = as_root()
    if prefix is None:
        say("Some system packages are missing. Type this, then start again:")
        say("  sudo apt-get update && sudo " + " ".join(install))
        return False
    say("Installing system packages:", " ".join(install[4:]))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    if subprocess.call([*prefix, *install, "-qq"], env=environment, stdout=subprocess.DEVNULL):
        subprocess.call([*prefix, "apt-get", "update", "-qq"], env=environment)
        subprocess.run([*prefix, *install], check=True, env=environment)
    return True


def names_here(packages):
    """The names this system has for them: in 2024 some became NAMEt64. A name nobody knows is said and left out."""
    known = known_names()
    if not known:
        return packages
    found = [next((name for name in (package, package + "t64") if name in known), None) for package in packages]
    unknown = [package for package, name in zip(packages, found) if name is None]  # noqa: B905 - older Pythons
    if unknown:
        say("This system has no package of these names, going on without:", " ".join(unknown))
    return [name for name in found if name is not None]


def known_names():
    """Every name in the package lists of this system. Asked by name, apt would take python3.14 as a pattern."""
    if not shutil.which("apt-cache") or not lists_there():
        return set()
    return set(subprocess.run(["apt-cache", "pkgnames"], check=True, stdout=subprocess.PIPE).stdout.decode().split())


def as_root():
    """The words that make a command run as root, or None when the user may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def update_lists_once():
    """Fetch the package lists on a system that has none yet, when allowed."""
    prefix = as_root() if shutil.which("apt-get") and not lists_there() else None
    if prefix is not None:
        subprocess.call([*prefix, "apt-get", "update", "-qq"])


def lists_there():
    """Whether this system ever fetched its package lists."""
    return any(APT_LISTS.glob("*_Packages*"))


def pip(*words):
    """Run pip of the environment, quietly; stop on failure."""
    command = [str(PYTHON), "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, words)]
    subprocess.run(command, check=True, cwd=str(ROOT))


def app(*words, env=None):
    """Run the program; return its exit code."""
    return subprocess.call([str(PYTHON), "-m", "coop_desk", *map(str, words)], cwd=str(ROOT), env=env)


def has_display():
    """Whether a window can be shown."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def quiet_screen():
    """The environment with Qt drawing in memory, unless another platform was asked for."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}


def say(*words):
    """One line for the person at the terminal, in order with what pip and apt write."""
    print(*words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
