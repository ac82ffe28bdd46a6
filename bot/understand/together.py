"""Employer and role typed in one breath: "Tesco shelf stacker", "forklift driver Wincanton"."""

import re

from bot.understand.jobs import is_person
from bot.understand.lexicon import listed

_LONGEST = 12  # words; more is a sentence
_SMALL = frozenset(listed("and & of the de la le a for on in upon"))
_JOB = frozenset(listed("role roles job jobs position post vacancy interview assessment opening"))
_IN_ROLES = _JOB | frozenset(
    listed(
        """
        account accounts academic activities admin administration administrative ao apprentice area
        assistant baby back backend band bank bar barista bay beauty benefits bid biomedical body branch
        breakfast building bus business call car care cardiac case catering centre change channel chemistry
        chief childcare children childrens christmas civil claims class classroom cleaning clerical client
        clinical cloud cnc coffee commercial commis community compliance computer construction contact
        content control corporate counter court cover creative credit crew crm crown curriculum customer
        cyber dance data database day days de debt delivery dental deputy desk despatch devops digital
        dinner display distribution district dog domestic door drama duty early eo electrical electronic
        emergency employment energy engagement engineering english environmental equality estate estates
        evening events exam facilities family farm fashion field finance financial fire fitness fleet floor
        food forensic forklift foster franchise fraud french front fulfilment full funeral games garden gas
        general geography german goods graduate graphic grants ground grounds group gym hair hall head
        health healthcare heating help helpdesk heo hgv history home hospitality hotel house household
        housing hr human hygiene industrial information infrastructure insurance intensive internal
        inventory investment it italian junior key kitchen lab laboratory labourer landscape language law
        lead learning leasing legal leisure lettings library licensed life line live lobby logistics lorry
        loss lunch lunchtime machine mail mailroom maintenance management marine market marketing material
        materials maths mechanical media medical member mental merchandise metal midday mobile mobility
        mortgage motor multi museum music nail national network night nights nursery nursing occupational
        office online operating operational operations ops optical order outbound outreach pa packaging
        paint parking part partie parts party pastoral pastry patient payroll pe pension people personal
        personnel pest pharmacy phone physics pizza play plumbing policy pool portfolio postal pr press
        primary print prison private process processing procurement product production professional
        programme project projects property public purchase purchasing qa quality quantity railway reception
        records recovery recruitment recycling refuse regional registered regulatory release relief research
        reservations resident residential resource resources retail risk room roofing safety sales school
        science seasonal second secondary security sen senior seo service services sheet shelf shift
        shipping shop site social software solar sous spanish special specialist sports spray stack staff
        stage stock storage store stores strategy street structural student studio substance supply support
        sustainability swimming system systems talent tax taxi teaching team tech technical telecoms
        telephone temp temporary test theatre tier time tool tour town toy trade trading traffic train
        trainee training transport travel treasury tree truck tyre ui urban user utilities ux van vehicle
        venue video visitor vocational volunteer waiting ward warehouse waste water web wedding weekend
        welfare wholesale wildlife window wine wood work workshop yard year years yoga youth zero
        """
    )
)
_FIRMS = frozenset(
    listed(
        """
        accenture adecco admiral aldi amazon aon arcadis argos arup asda asos atkins aviva babcock bae
        barclays barratt bbc bidfood boohoo booker boots bp bt bupa burberry camelot capgemini capita
        carphone cisco citi clarks compass coop costa costco currys deliveroo deloitte dhl dpd dunelm dwp
        dyson easyjet ebay ee evri experian ey fedex fujitsu g4s gousto greggs gsk halfords halifax hays
        hermes hilton hmrc hovis hsbc ibm iceland ikea itv jacobs kfc kier kpmg lidl lloyds marriott
        mcdonalds mencap mitie monzo morrisons nandos nationwide natwest netflix next nhs ocado octopus
        ofsted oxfam pepsico pfizer pret primark prezzo pwc reed revolut rspca ryanair sainsburys samsung
        santander savills screwfix serco shell siemens sky sodexo specsavers spotify stagecoach starbucks
        starling subway superdrug superdry tesco tescos thales tkmaxx toolstation travelodge tui uber
        unilever unite virgin vodafone wagamama waitrose wetherspoon wetherspoons whsmith wickes wilko
        wincanton yodel zara
        """
    )
)


def parted(words: str, opening: str = "") -> tuple[str, str] | None:
    """The employer and the role in `words`, which has no comma or little word between them. None: one alone.

    `opening`: the first word of all that was typed, whose capital letter says nothing.
    """
    parts = words.split()
    heads = [place for place, part in enumerate(parts) if place < 8 and is_person(part)]
    if not heads or not 2 <= len(parts) <= _LONGEST:
        return None
    telling = not words.isupper()  # whether capital letters tell anything
    last = heads[-1]
    start = _start_of_role(parts, last, opening, telling=telling)
    if start > 0:
        return " ".join(parts[:start]), " ".join(parts[start:])
    end = _end_of_role(parts, last)
    after = parts[end:]
    if after and not any(_plain(part) in _IN_ROLES or part[0].isdigit() for part in after[:1]):
        return " ".join(after), " ".join(parts[:end])
    return None


def _start_of_role(parts: list[str], head: int, opening: str, *, telling: bool) -> int:
    """Where the role begins, if a firm's name stands before it; else 0."""
    known = next((place + 1 for place in range(min(head, 2)) if _plain(parts[place]) in _FIRMS), 0)
    if known:
        while known < head and _goes_on(parts[known], telling=telling):
            known += 1
        return known
    if not telling:
        return 0
    capitals = _capitals(parts, head)
    if capitals > 1 and not all(_plain(part) in _IN_ROLES for part in parts[:capitals]):
        return capitals
    name = 0
    while name < head and _goes_on(parts[name], telling=True, first=name == 0):
        name += 1
    while name and _plain(parts[name - 1]) in _SMALL:
        name -= 1
    alone = name == 1 and parts[0] == opening and not _stands_out(parts[0])
    return 0 if alone else name


def _capitals(parts: list[str], head: int) -> int:
    """How many words with a capital letter stand before a role in small letters. 0: it has some, too."""
    count = next((place for place, part in enumerate(parts) if part[0].islower()), len(parts))
    return count if count <= head and parts[head][0].islower() else 0


def _goes_on(part: str, *, telling: bool, first: bool = False) -> bool:
    """Whether a firm's name goes on with this word, or begins with it."""
    plain = _plain(part)
    if plain in _IN_ROLES or is_person(part):
        return plain in _ENDS_OF_FIRMS and not first
    if plain in _SMALL:
        return not first or part[0].isupper()
    return telling and (part[0].isupper() or part[0].isdigit() or plain in _ENDS_OF_FIRMS)


def _end_of_role(parts: list[str], head: int) -> int:
    """Behind the head and the words that may follow it: nurse band 5, chef de partie, driver nights."""
    end = head + 1
    while end < len(parts) and (
        _plain(parts[end]) in _IN_ROLES or parts[end].isdigit() or _plain(parts[end]) == "de"
    ):
        if parts[end][0].isupper() and end + 1 < len(parts) and parts[end].lower() not in {"band", "de"}:
            break
        end += 1
    return end


def _stands_out(part: str) -> bool:
    """Letters that no ordinary first word has: NHS, G4S, McColls, Sainsbury's."""
    return bool(re.search(r"[A-Z].*[A-Z]|\d|'s$|’s$", part))


def _plain(part: str) -> str:
    return re.sub(r"[^\w&]", "", part.lower())


_ENDS_OF_FIRMS = frozenset(
    listed(
        """
        ltd limited plc llp inc group trust council school academy college university hospital hotel inn
        bank airways airport homes house home services solutions society agency club cafe restaurant bakery
        stores supermarket foundation centre clinic surgery practice partners logistics co company charity
        association authority energy housing coffee care property recruitment insurance rail
        """
    )
)
