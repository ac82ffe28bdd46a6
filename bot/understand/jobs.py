"""Telling a job title from an employer's name, without a register of either."""

import re

from bot.understand.lexicon import listed

_TITLES = frozenset(
    listed(
        """
        accountant actor administrator admin advisor adviser agent analyst apprentice architect artist
        assembler assessor assistant associate attendant auditor baker barber barista bartender
        beautician bookkeeper bricklayer builder butcher buyer caretaker carer carpenter cashier caterer
        chef clerk cleaner coach collector consultant controller cook coordinator co-ordinator
        copywriter counsellor courier crew dentist deputy designer developer dietitian director
        dispatcher doctor driver economist editor electrician engineer estimator executive exec farmer
        fitter fundraiser gardener graduate groundskeeper grocer guard hairdresser handler handyman head
        helper host hostess housekeeper hygienist inspector installer instructor intern internship
        interpreter investigator janitor joiner journalist keeper labourer landscaper lawyer lead leader
        lecturer librarian lifeguard machinist manager marketer mechanic mentor merchandiser midwife
        modeller nanny negotiator nurse nursery officer operative operator optician optometrist owner
        packer painter paralegal paramedic pharmacist photographer physio physiotherapist picker pilot
        planner plasterer plumber porter postman postwoman practitioner producer programmer promoter
        psychologist receptionist recruiter rep representative researcher roofer runner salesman
        salesperson saleswoman scaffolder scheduler scientist seamstress secretary seller server shopper
        sitter solicitor specialist stacker steward stocker storekeeper strategist student supervisor
        support surveyor tailor teacher team technician technologist telesales teller temp tester
        therapist trader trainee trainer translator tutor typist underwriter usher valuer vet volunteer
        waiter waitress warden warehouse welder worker writer ta hca dev sales retail reception
        marketing finance hr it care placement scheme work shop floor stylist staff hand mate
        """
    )
)
_FIRMS = frozenset(
    listed(
        """
        ltd limited plc llp inc group trust council school academy college university hospital hotel inn
        bank airways airport homes house home nhs services solutions society agency club cafe restaurant
        bakery store stores supermarket foundation centre clinic surgery practice partners partnership
        logistics holdings co company & charity association authority
        """
    )
)
_NO_PERSON = frozenset(
    listed(
        """
        care sales retail reception marketing finance hr it placement scheme work shop floor team support crew
        graduate apprentice head lead deputy trainee temp customer computer order water power paper summer
        winter center number letter later other another under over after never ever consumer labor motor door
        floor minister master sister junior senior interior exterior sensor corridor four five were her
        """
    )
)
_PEOPLE = frozenset(
    listed("staff member members postie signaller assistant pa tutor hand mate apprentice trainee team-mate")
)
_DOER = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|eer)s?")
_LOWER_TITLE = re.compile(r"[a-z]{3,}(?:er|or|ist|ian|ant|eer|ee)s?")


def is_title(words: str) -> bool:
    """Whether this reads like the name of a job."""
    parts = re.findall(r"[\w&'-]+", words)
    if not parts or parts[-1].lower() in _FIRMS:
        return False
    named = any(_is_known(part) for part in parts)
    return named or bool(_LOWER_TITLE.fullmatch(parts[-1]))


def _is_known(part: str) -> bool:
    low = part.lower()
    return low in _TITLES or (low.endswith("s") and low[:-1] in _TITLES)


def is_person(word: str) -> bool:
    """Whether a word names who does a job: the head of a title, as "stacker" of "shelf stacker"."""
    low = word.lower().strip(".,'’")
    single = low[:-1] if low.endswith("s") else low
    if low in _FIRMS or low in _NO_PERSON or single in _NO_PERSON:
        return False
    return low in _TITLES or single in _TITLES or low in _PEOPLE or bool(_DOER.fullmatch(word))
