#!/usr/bin/env python3
"""Recompter un scrutin à partir de son export public, sans Coop Desk.

    python3 recompter.py export-du-scrutin.txt

Ce fichier n’emploie que Python et sa bibliothèque de base. Il est fait pour être lu : prenez dix minutes.
Il vérifie trois choses, dans l’ordre :

1. LA CHAÎNE. Chaque ligne de l’export finit par une empreinte, qui dépend d’elle et de toutes les lignes d’avant.
   Changer une lettre change toutes les empreintes qui suivent. Comparez la dernière, affichée à la fin, avec celle
   qui est imprimée dans le procès-verbal signé : si elles sont les mêmes, l’export est celui du jour du vote.
2. LES COMPTES. Votants = blancs + nuls + abstentions + exprimés ; autant de codes de suivi que de bulletins scellés.
3. LE RÉSULTAT. Les bulletins (ou leurs totaux, quand la méthode n’a pas besoin de plus) sont recomptés ici, avec
   des nombres entiers et des fractions exactes, puis comparés au résultat proclamé.

Ce qu’il ne peut pas voir : si un bulletin a été remplacé avant la clôture. Seul le votant qui a gardé son code de
suivi le voit, en cherchant ce code dans la liste.
"""

import hashlib
import json
import sys
from fractions import Fraction


class Faux(Exception):
    """Quelque chose ne va pas : l’export n’est pas bon, ou le résultat n’est pas celui-là."""


class ADecider(Exception):
    """Le compte s’arrête : la salle doit décider (sort, âge, autre tour)."""


# ------------------------------------------------------------------------------------------------ 1. la chaîne


def lire(texte):
    """Vérifie les empreintes ligne par ligne ; rend le contenu des lignes et la dernière empreinte."""
    empreinte, contenus = "0" * 64, []
    if not texte.endswith("\n"):
        raise Faux("l’export est coupé : sa dernière ligne n’est pas finie")
    for numero, ligne in enumerate(texte[:-1].split("\n"), 1):
        contenu, _, annoncee = ligne.rpartition("\t")
        empreinte = hashlib.sha256((empreinte + contenu).encode("utf-8")).hexdigest()
        if empreinte != annoncee:
            raise Faux(f"ligne {numero} : elle a été changée, ajoutée ou déplacée")
        contenus.append(json.loads(contenu))
    if contenus[-1] != {"line": "end", "lines": len(contenus)}:
        raise Faux("l’export est coupé : la ligne de fin manque")
    return contenus, empreinte


# ------------------------------------------------------------------------------------------------ 2. les comptes


def verifier_comptes(entete, codes, tours):
    """Chaque tour tombe juste, et chaque bulletin scellé a son code."""
    inscrits = entete["rules"].get("members")
    for tour in tours.values():
        somme = tour["blank"] + tour["spoiled"] + tour["abstentions"] + tour["expressed"]
        if tour["voters"] != somme:
            raise Faux(f"tour {tour['round']} : {tour['voters']} votants, mais {somme} bulletins")
        if inscrits is not None and tour["voters"] > inscrits:
            raise Faux(f"tour {tour['round']} : plus de votants que d’inscrits")
        marques = entete["rules"].get("turnout", {}).get(tour["round"])
        if marques is not None and marques != tour["voters"]:
            raise Faux(f"tour {tour['round']} : {marques} émargements pour {tour['voters']} bulletins")
        liste = codes.get(tour["round"])
        tries = sorted(set(liste["codes"])) if liste is not None else []
        if liste is not None and (liste["codes"] != tries or len(tries) != liste["ballots"]):
            raise Faux(f"tour {tour['round']} : les codes de suivi ne vont pas avec les bulletins")
        noms = set(entete["options"])
        une_voix_chacun = entete["method"] in ("resolution/1", "majority.two_round/1", "list/1")
        if une_voix_chacun and sum(tour["totals"].values()) != tour["expressed"]:
            raise Faux(f"tour {tour['round']} : les voix ne font pas le nombre d’exprimés")
        for nom, voix in tour.get("totals", {}).items():
            if nom not in noms or not 0 <= voix <= tour["expressed"]:
                raise Faux(f"tour {tour['round']} : total impossible pour {nom}")
        for nom, mentions in tour.get("grades", {}).items():
            if nom not in noms or sum(mentions.values()) != tour["expressed"]:
                raise Faux(f"tour {tour['round']} : les mentions de {nom} ne font pas le nombre d’exprimés")
        for nom, duels in tour.get("duels", {}).items():
            for autre, voix in duels.items():
                if voix < 0 or voix + tour["duels"][autre][nom] > tour["expressed"]:
                    raise Faux(f"tour {tour['round']} : duel impossible entre {nom} et {autre}")
        if "ballots" in tour and sum(n for n, _ordre in tour["ballots"]) != tour["expressed"]:
            raise Faux(f"tour {tour['round']} : les bulletins ne font pas le nombre d’exprimés")


# ------------------------------------------------------------------------- ce que plusieurs méthodes ont en commun


class Egalites:
    """Les égalités que la salle a réglées, dans l’ordre : par le sort, l’âge, l’ancienneté ou un nouveau vote."""

    def __init__(self, reglees):
        self.reste = list(reglees)

    def choisir(self, noms):
        """Le nom que la salle a désigné entre ceux-là ; le compte s’arrête si elle n’a pas encore décidé."""
        if self.reste and set(self.reste[0]["between"]) <= set(noms) and self.reste[0]["chosen"] in noms:
            return self.reste.pop(0)["chosen"]
        raise ADecider(list(noms))


def il_faut(regles, tour, entete):
    """Le nombre de voix qui suffit : « plus de » ou « au moins » une fraction d’une base, en voix entières."""
    tous = entete["rules"]
    presents = tous.get("attending", {}).get(tour["round"])
    if presents is None and tous.get("present") is not None:
        presents = tous["present"] + tous.get("represented", 0) + tous.get("correspondence", 0)
    base = {"expressed": tour["expressed"], "members": tous.get("members"), "present_or_represented": presents}
    nombre = base[regles.get("base", "expressed")]
    part = min(Fraction(regles.get("threshold", "1/2")), Fraction(1))
    if regles.get("comparison", "more_than") == "more_than":
        return nombre * part.numerator // part.denominator + 1
    return au_moins(nombre, part)


def au_moins(nombre, part):
    """La plus petite quantité entière qui fait au moins cette part."""
    return -(-nombre * part.numerator // part.denominator)


def quorum_atteint(regles, tour, entete):
    """Assez de présents ou représentés, quand un quorum est demandé."""
    if "quorum" not in regles:
        return True
    tous = entete["rules"]
    presents = tous.get("attending", {}).get(tour["round"])
    if presents is None:
        presents = tous["present"] + tous.get("represented", 0) + tous.get("correspondence", 0)
    return presents >= au_moins(tous["members"], Fraction(regles["quorum"]["share"]))


def par_voix(totaux):
    """Les noms par nombre de voix, les ex æquo ensemble."""
    return [[nom for nom in totaux if totaux[nom] == voix] for voix in sorted(set(totaux.values()), reverse=True)]


def plein(nom, elus, plafonds):
    """Vrai quand le groupe de cette personne a déjà tous ses sièges (par exemple un tiers de non-salariés)."""
    return any(nom in un["candidates"] and sum(e in un["candidates"] for e in elus) >= un["max"] for un in plafonds)


def pourvoir(classement, sieges, plafonds, egalites, deja=()):
    """Donne les sièges en descendant le classement ; une égalité au dernier siège, ou au plafond, se règle."""
    elus = []
    for egaux in classement:
        reste = list(egaux)
        while reste and len(elus) < sieges:
            pris = [*deja, *elus]
            admis = [nom for nom in reste if not plein(nom, pris, plafonds)]
            if len(admis) < len(reste):
                reste = admis
                continue
            trop = reste
            if len(reste) <= sieges - len(elus):
                trop = []
                for un in plafonds:
                    ici = [nom for nom in reste if nom in un["candidates"]]
                    if len(ici) > un["max"] - sum(e in un["candidates"] for e in pris):
                        trop += [nom for nom in ici if nom not in trop]
            elus += [nom for nom in reste if nom not in trop]
            reste = list(trop)
            if reste:
                elus.append(egalites.choisir(reste))
                reste.remove(elus[-1])
    return elus


# ---------------------------------------------------------------------------------------------- 3. les méthodes


def resolution(entete, tours, egalites):
    """Pour, contre : adoptée si « pour » atteint ce qu’il faut ; une deuxième consultation a ses propres règles."""
    for numero in ("1", "2"):
        tour = tours.get(numero)
        if tour is None:
            break
        regles = {**entete["rules"], **entete["rules"].get(f"consultation{numero}", {})}
        pour = tour["totals"]["pour"]
        if quorum_atteint(regles, tour, entete) and pour >= il_faut(regles, tour, entete) and pour > 0:
            return {"adopted": True, "elected": []}
    return {"adopted": False, "elected": []}


def deux_tours(entete, tours, egalites):
    """Un nom par bulletin : la majorité, puis un autre tour entre les premiers, où le plus de voix suffit."""
    regles, restent = entete["rules"], list(entete["options"])
    relatif = {"1": "absolute"} | {n: regles.get(f"round{n}_majority", "relative") for n in ("2", "3")}
    trois = "round3_majority" in regles or "consultation3" in regles
    trois = trois or ("round2_majority" in regles and relatif["2"] == "absolute")
    for numero in ("1", "2", "3") if trois else ("1", "2"):
        tour = tours.get(numero)
        if tour is None:
            raise ADecider(restent)
        ici = regles.get(f"consultation{numero}")
        propres = {**{k: regles[k] for k in ("base", "threshold", "comparison") if k in regles}, **(ici or {})}
        if ici is None and numero == "1" and "quorum" in regles:
            propres["quorum"] = regles["quorum"]
        absolu = (ici.get("majority", "absolute") if ici is not None else relatif[numero]) == "absolute"
        voix = {nom: tour["totals"].get(nom, 0) for nom in restent}
        if quorum_atteint(propres, tour, entete):
            faut = il_faut(propres, tour, entete) if absolu else 1
            if numero == "1" and "min_registered_share" in regles and absolu:
                faut = max(faut, au_moins(regles["members"], Fraction(regles["min_registered_share"])))
            premiers = par_voix(voix)[0]
            if voix[premiers[0]] >= max(faut, 1):
                return {"elected": [premiers[0] if len(premiers) == 1 else egalites.choisir(premiers)]}
        if regles.get("round2", "top2") == "free":
            restent = list(entete["options"])
        elif regles.get("round2", "top2") == "top2" and numero == "1" and len(restent) > 2:
            deuxieme = sorted(voix.values(), reverse=True)[1]
            restent = [nom for nom in restent if voix[nom] >= deuxieme]
    return {"elected": []}


def plurinominal(entete, tours, egalites):
    """Plusieurs noms par bulletin : la majorité, puis le plus de voix au second tour pour les sièges qui restent."""
    regles, elus = entete["rules"], []
    for numero in ("1", "2"):
        restent = [nom for nom in entete["options"] if nom not in elus]
        tour = tours.get(numero)
        if tour is None:
            raise ADecider(restent)
        propres, faut = dict(regles), 1
        if numero == "2" and "round2_base" in regles:
            propres["base"] = regles["round2_base"]
        if numero == "1" or regles.get("round2_majority", "relative") == "absolute":
            faut = il_faut(propres, tour, entete)
        if numero == "1" and "min_registered_share" in regles:
            faut = max(faut, au_moins(regles["members"], Fraction(regles["min_registered_share"])))
        voix = {nom: tour["totals"].get(nom, 0) for nom in restent}
        assez = {nom: n for nom, n in voix.items() if n >= max(faut, 1)}
        elus += pourvoir(par_voix(assez), entete["seats"] - len(elus), regles.get("caps", []), egalites, elus)
        if len(elus) == entete["seats"] or set(restent) <= set(elus):
            break
    return {"elected": elus}


def listes(entete, tours, egalites):
    """Des listes : tous les sièges à la majorité, ou partagés à la plus forte moyenne ou au plus fort reste."""
    regles, noms = entete["rules"], entete["options"]
    sieges = dict.fromkeys(noms, 0)
    if regles.get("variant", "proportional") == "majority":
        restent = list(noms)
        for numero in ("1", "2"):
            tour = tours.get(numero)
            if tour is None:
                raise ADecider(restent)
            voix = {nom: tour["totals"].get(nom, 0) for nom in restent}
            if numero == "1" and max(voix.values()) < il_faut(regles, tour, entete):
                deuxieme = sorted(voix.values(), reverse=True)[min(1, len(voix) - 1)]
                restent = [nom for nom in restent if voix[nom] >= deuxieme]
                continue
            if max(voix.values()):
                premiers = par_voix(voix)[0]
                sieges[premiers[0] if len(premiers) == 1 else egalites.choisir(premiers)] = entete["seats"]
            break
    else:
        tour = tours["1"]
        seuil = max(au_moins(tour["expressed"], Fraction(regles.get("threshold", "0"))), 1)
        voix = {nom: n for nom, n in tour["totals"].items() if n >= seuil}
        if voix:
            partager(regles, entete["seats"], voix, sieges, egalites)
    elus = [nom for liste, n in sieges.items() for nom in regles.get("lists", {}).get(liste, [])[:n]]
    return {"seats": sieges, "elected": elus}


def partager(regles, total, voix, sieges, egalites):
    """La prime s’il y en a une, puis les sièges un par un : à la plus forte moyenne, ou au plus fort reste."""

    def en_tete(noms):
        plus = max(voix[nom] for nom in noms)
        noms = [nom for nom in noms if voix[nom] == plus]
        return noms[0] if len(noms) == 1 else egalites.choisir(noms)

    if "majority_bonus" in regles:
        part = Fraction(regles["majority_bonus"]["share"]) * total
        prime = au_moins(total, Fraction(regles["majority_bonus"]["share"]))
        prime = prime if regles["majority_bonus"]["rounding"] == "up" else int(part)
        if prime:
            sieges[en_tete(list(voix))] += prime
            total -= prime
    if regles.get("allocation", "highest_averages") == "highest_averages":
        pas, recus = int(regles.get("divisors", "1")), dict.fromkeys(voix, 0)
        for _siege in range(total):
            moyennes = {nom: Fraction(n, 1 + pas * recus[nom]) for nom, n in voix.items()}
            meilleur = en_tete([nom for nom in voix if moyennes[nom] == max(moyennes.values())])
            recus[meilleur] += 1
            sieges[meilleur] += 1
        return
    somme = sum(voix.values())
    droop = regles.get("quota", "hare") == "droop"
    quotient = Fraction(somme // (total + 1) + 1) if droop or not total else Fraction(somme, total)
    restes, donnes = {}, 0
    for nom, n in voix.items():
        entiers = n // quotient if total else 0
        restes[nom], sieges[nom], donnes = n - entiers * quotient, sieges[nom] + entiers, donnes + entiers
    attente = dict(restes)
    for _siege in range(total - donnes):
        attente = attente or dict(restes)
        meilleur = en_tete([nom for nom in attente if attente[nom] == max(attente.values())])
        del attente[meilleur]
        sieges[meilleur] += 1


def assentiment(entete, tours, egalites):
    """Autant de noms que l’on veut : les plus approuvés prennent les sièges."""
    tour, regles = tours["1"], entete["rules"]
    seuil = max(au_moins(tour["expressed"], Fraction(regles.get("min_share", "0"))), 1)
    voix = {nom: n for nom, n in tour["totals"].items() if n >= seuil}
    return {"elected": pourvoir(par_voix(voix), entete["seats"], regles.get("caps", []), egalites)}


def jugement(entete, tours, egalites):
    """Une mention par candidat : la médiane basse ; à égalité, on retire une mention médiane à chacun et on compare."""
    tour, echelle = tours["1"], entete["rules"]["scale_worst_to_best"]
    if not tour["expressed"]:
        return {"elected": []}
    valeurs = {}
    for nom, mentions in tour["grades"].items():
        reste = [mentions.get(mention, 0) for mention in echelle]
        valeurs[nom] = []
        for n in range(tour["expressed"], 0, -1):  # n mentions restent : la médiane est la (n+1)//2e depuis la pire
            rang, mediane = (n + 1) // 2, 0
            while rang > reste[mediane]:
                rang, mediane = rang - reste[mediane], mediane + 1
            valeurs[nom].append(mediane)
            reste[mediane] -= 1
    ordre = sorted(entete["options"], key=lambda nom: valeurs[nom], reverse=True)
    classement = []
    for nom in ordre:
        if classement and valeurs[classement[-1][0]] == valeurs[nom]:
            classement[-1].append(nom)
        else:
            classement.append([nom])
    caps = entete["rules"].get("caps", [])
    return {"elected": pourvoir(classement, entete["seats"], caps, egalites)}


def departager(noms, passe, choix, egalites):
    """Entre ex æquo : le moins (ou le plus) de voix à l’étape d’avant où ils diffèrent ; sinon le sort."""
    for voix in reversed(passe):
        voulu = choix(voix[nom] for nom in noms)
        noms = [nom for nom in noms if voix[nom] == voulu]
    return noms[0] if len(noms) == 1 else egalites.choisir(noms)


def suivant(ordre, restent):
    """Le premier nom du bulletin qui est encore en lice."""
    return next((nom for nom in ordre if nom in restent), None)


def alternatif(entete, tours, egalites):
    """Un classement : on élimine le dernier, un par un, jusqu’à ce que quelqu’un ait plus de la moitié."""
    restent, passe = list(entete["options"]), []
    while True:
        voix = dict.fromkeys(restent, 0)
        for n, ordre in tours["1"]["ballots"]:
            nom = suivant(ordre, restent)
            if nom is not None:
                voix[nom] += n
        debout = sum(voix.values())
        if not debout:
            return {"elected": []}
        premier = max(voix, key=lambda nom: voix[nom])
        if voix[premier] >= debout // 2 + 1:
            return {"elected": [premier]}
        derniers = [nom for nom in restent if voix[nom] == min(voix.values())]
        restent.remove(departager(derniers, passe, min, egalites))
        passe.append(voix)


def transferable(entete, tours, egalites):
    """Un classement, plusieurs sièges, règles écossaises : un quota, le surplus transféré, sinon le dernier éliminé.

    Toutes les valeurs sont en cent-millièmes de voix, entières ; ce que la troncature laisse n’est donné à personne.
    """
    sieges, plafonds = entete["seats"], entete["rules"].get("caps", [])
    bulletins = tours["1"]["ballots"]
    exprimes = sum(n for n, _ordre in bulletins)
    if not exprimes:
        return {"elected": []}
    quota = (exprimes // (sieges + 1) + 1) * 100_000
    restent, elus, passe = list(entete["options"]), [], []
    piles = {nom: [] for nom in restent}
    voix = dict.fromkeys(restent, 0)

    def donner(paquets):
        for n, ordre, valeur in paquets:
            nom = suivant(ordre, restent)
            if nom is not None:
                # Ce qui vient avant ce nom ne sert plus : ces gens sont élus ou éliminés.
                piles[nom].append((n, ordre[ordre.index(nom) + 1 :], valeur))
                voix[nom] += n * valeur

    def trop_de_candidats():
        return any(sum(nom in un["candidates"] for nom in (*restent, *elus)) > un["max"] for un in plafonds)

    donner([(n, ordre, 100_000) for n, ordre in bulletins])
    while True:
        passe.append(dict(voix))
        nouveaux = sorted((nom for nom in restent if voix[nom] >= quota), key=lambda nom: -voix[nom])
        while nouveaux:
            nouveaux = [nom for nom in nouveaux if not plein(nom, elus, plafonds)]
            if not nouveaux:
                break
            nom = nouveaux[0]
            egaux = [un for un in nouveaux if voix[un] == voix[nom]]
            if len(egaux) > 1 and any(
                sum(un in p["candidates"] for un in (*egaux, *elus)) > p["max"]
                and sum(un in p["candidates"] for un in egaux) > 1
                for p in plafonds
            ):
                nom = departager(egaux, passe[:-1], max, egalites)
            elus.append(nom)
            nouveaux.remove(nom)
            restent.remove(nom)
        if len(elus) >= sieges:
            return {"elected": elus}
        ecartes = [nom for nom in restent if plein(nom, elus, plafonds)]
        if not ecartes and len(restent) <= sieges - len(elus) and not trop_de_candidats():
            return {"elected": elus + sorted(restent, key=lambda nom: -voix[nom])}
        surplus = [nom for nom in elus if voix[nom] > quota]
        if not ecartes and surplus:
            plus = max(voix[nom] for nom in surplus)
            nom = departager([un for un in surplus if voix[un] == plus], passe[:-1], max, egalites)
            paquets, total = piles[nom], voix[nom]
            piles[nom], voix[nom] = [], quota
            donner([(n, ordre, (total - quota) * valeur // total) for n, ordre, valeur in paquets])
            continue
        if not ecartes and restent:
            moins = min(voix[nom] for nom in restent)
            ecartes = [departager([un for un in restent if voix[un] == moins], passe[:-1], min, egalites)]
        if not ecartes:
            return {"elected": elus}
        for nom in ecartes:
            restent.remove(nom)
        for nom in ecartes:
            paquets, piles[nom], voix[nom] = piles[nom], [], 0
            donner(paquets)


def schulze(entete, tours, egalites):
    """Chacun contre chacun : qui bat tous les autres, sinon les chemins de duels gagnés les plus forts."""
    noms, duels = entete["options"], tours["1"]["duels"]
    if not tours["1"]["expressed"]:
        return {"elected": []}
    force = {a: {b: duels[a][b] if duels[a][b] > duels[b][a] else 0 for b in noms if b != a} for a in noms}
    for milieu in noms:
        for a in noms:
            for b in noms:
                if len({a, b, milieu}) == 3:
                    force[a][b] = max(force[a][b], min(force[a][milieu], force[milieu][b]))
    classement, reste = [], list(noms)
    while reste:
        classement.append([a for a in reste if all(force[a][b] >= force[b][a] for b in reste if b != a)])
        reste = [nom for nom in reste if nom not in classement[-1]]
    elus = pourvoir(classement, entete["seats"], entete["rules"].get("caps", []), egalites)
    personne = entete["rules"].get("none_of_the_above")
    return {"elected": elus[: elus.index(personne)] if personne in elus else elus}


METHODES = {
    "resolution/1": resolution,
    "majority.two_round/1": deux_tours,
    "plurinominal/1": plurinominal,
    "list/1": listes,
    "approval/1": assentiment,
    "judgment.majority/1": jugement,
    "irv/1": alternatif,
    "stv.scottish/1": transferable,
    "schulze/1": schulze,
}


# ------------------------------------------------------------------------------------------------- tout ensemble


def recompter(texte):
    """Vérifie l’export de bout en bout ; rend les phrases à dire, ou lève Faux."""
    contenus, empreinte = lire(texte)
    entete = contenus[0]
    codes = {un["round"]: un for un in contenus if un["line"] == "codes"}
    tours = {un["round"]: un for un in contenus if un["line"] == "ballots"}
    proclame = next(un for un in contenus if un["line"] == "result")
    verifier_comptes(entete, codes, tours)
    fin = f"Dernière empreinte, à comparer avec le procès-verbal : {empreinte}"
    dit = [entete["question"], f"Chaîne : {len(contenus)} lignes, toutes à leur place.", "Comptes : ils tombent juste."]
    if any("held_by" in tour for tour in tours.values()):
        dit.append("Moins de vingt bulletins : les scrutateurs les gardent. Leur export entier se recompte.")
        return [*dit, fin]
    attendu = {cle: proclame[cle] for cle in ("elected", "adopted", "seats") if cle in proclame}
    egalites = Egalites(proclame["ties"])
    try:
        trouve = METHODES[entete["method"]](entete, tours, egalites)
    except ADecider as arret:
        en_attente = proclame["waiting"]
        if not en_attente or not set(en_attente) <= set(arret.args[0]):
            raise Faux(f"recompté : il reste à décider entre {', '.join(arret.args[0])}") from None
        return [*dit, f"Recompté : il reste à décider entre {', '.join(en_attente)}.", fin]
    if proclame["waiting"]:
        raise Faux("recompté : rien ne reste à décider, contrairement à l’export")
    if egalites.reste:
        raise Faux("une égalité est dite réglée, et le compte n’en trouve pas")
    if {**trouve, "elected": sorted(trouve["elected"])} != {**attendu, "elected": sorted(attendu["elected"])}:
        raise Faux(f"recompté : {trouve} ; proclamé : {attendu}")
    gagnants = ", ".join(trouve["elected"]) or ("adopté" if trouve.get("adopted") else "personne, ou rejeté")
    if "seats" in trouve:
        gagnants = ", ".join(f"{nom} {n}" for nom, n in trouve["seats"].items())
    return [*dit, f"Recompté, et d’accord avec le résultat : {gagnants}.", fin]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8", newline="") as fichier:
        try:
            print("\n".join(recompter(fichier.read())))
        except (Faux, ValueError, LookupError, TypeError, AttributeError) as faute:
            sys.exit(f"EXPORT REFUSÉ : {faute if isinstance(faute, Faux) else 'ce n’est pas un export de scrutin'}")
