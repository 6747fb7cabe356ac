"""Every table of every topic, known before a file is made or opened."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from coop_desk import topics

for _topic in iter_modules(topics.__path__):
    if find_spec(f"{topics.__name__}.{_topic.name}.model") is not None:
        import_module(f"{topics.__name__}.{_topic.name}.model")
