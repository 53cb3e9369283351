"""Which pronoun a person goes by, as far as the text shows: titles, nouns of role, and common first names.

A name that is not listed shows nothing, and then a pronoun is resolved by nearness alone.
"""

from typing import Literal

from bot.reading.quotes.words import listed

Gender = Literal["he", "she"]

HE_WORDS = listed(
    """mr mister sir lord king prince father brother son husband uncle grandfather widower man boy gentleman
    spokesman chairman congressman councilman assemblyman alderman businessman salesman anchorman policeman
    fireman monsignor pope cardinal bishop duke baron priest actor imam rabbi monk"""
)
SHE_WORDS = listed(
    """mrs ms miss madam dame lady queen princess mother sister daughter wife aunt grandmother widow woman girl
    spokeswoman chairwoman congresswoman councilwoman assemblywoman businesswoman policewoman duchess
    baroness nun actress"""
)
HE_NAMES = listed(
    """aaron adam adrian ahmed ahmad alan albert alejandro aleksandr aleksei alex alexander alexei ali allen andre
    andreas andrei andrew andrii andriy andy anthony antonio antony arthur barack barry ben benjamin
    benyamin bernard bernie bill billy bob boris brad bradley brandon brendan brett brian bruce bryan byron
    caleb calvin carl carlos carter chad charles charlie chris christian christopher chuck clarence claude
    clint colin connor corey craig curtis dan daniel danny darren dave david dean dennis derek dick diego
    dmitri dmitry dmytro dominic don donald doug douglas duncan dwight earl ed eddie edgar eduardo edward
    edwin elijah elliott emmanuel enrique eric erik ethan eugene evan felix fernando francis francisco
    francois frank franklin fred frederick gabriel gareth gary gavin geoff geoffrey george gerald gerard
    giorgos giuseppe glenn gordon graham greg gregory guy hans harold harry harvey hassan hector henry
    herbert howard hugh hugo hussein ian ibrahim igor isaac ismail ivan jack jacob jacques jaime jake james
    jamie jan jared jason javier jay jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel johan
    john johnny jon jonathan jordan jorge jose joseph josh joshua juan julian julio justin karim karl keith
    kenneth ken kevin khalid kim kurt kyle lamar larry lars laurent lawrence lee leo leon leonard leonardo
    lewis liam lloyd louis lucas luis luke mahmoud malcolm manuel marc marcel marco marcus mario mark martin
    marvin mathew matt matthew maurice max maxim michael miguel mike mikhail mitch mitt mohamed mohammad
    mohammed mohammad morgan moses muhammad mustafa nathan nathaniel neil nicholas nick nicolas nigel noah
    norman oleg oleksandr oleh oliver omar oscar owen pablo patrick paul pavel pedro perry pete peter phil
    philip philippe pierre rafael ralph ramon rand randy raul ray raymond reggie ricardo rich richard rick
    ricky rob robert roberto robin rodney roger roland ron ronald ronnie ross roy ruben rudy rupert russell
    ryan salvador sam samir samuel sanjay saul scott sean sebastian serge sergei sergey sergio seth shane
    shaun sidney simon stan stanley stefan stephen sterling steve steven stuart sven ted terrence terry
    theodore thomas tim timothy todd tom tommy tony travis trevor tymur tyler vernon victor viktor vincent
    vitali vitaliy vladimir volodymyr wade wallace walter warren wayne wesley will william winston xavier
    yuri yusuf zachary"""
)
SHE_NAMES = listed(
    """abigail ada adele agnes aisha alexandra alice alicia alison allison amanda amber amelia amy ana anastasia
    andrea angela angelina anita anna anne annie antonia ariana ashley audrey barbara beatrice becky
    bernadette bertha beth betsy betty beverly bonnie brenda bridget brittany carla carly carmen carol
    carole caroline carolyn catherine cathy cecilia celia charlene charlotte cheryl chloe christina
    christine cindy claire clara claudia colleen connie courtney crystal cynthia daisy dana danielle daphne
    deborah debbie debra delia denise diana diane dolores donna dora doris dorothy edith eileen elaine
    eleanor elena eliza elizabeth ella ellen elsa emily emma erica erika erin esther eva eve evelyn faith
    fatima felicia fiona florence frances gabriela gail gemma georgia geraldine gina gladys gloria grace
    greta gwen hannah harriet hazel heather heidi helen helena hilary hillary holly hope ida ilana ingrid
    irene iris irina isabel isabella jackie jacqueline jane janet janice jasmine jean jeanne jenna jennifer
    jenny jessica jill joan joanna joanne josephine joy joyce juanita judith judy julia juliana julie june
    kamala karen kate katherine kathleen kathryn kathy katie katrina kayla kellyanne kelly kerry kimberly
    kirsten kirstie kristen kristin laura lauren laurie leah leila lena leslie lillian linda lindsay lisa
    liz lois loretta lori lorraine louise lucia lucy lydia lynn mabel madeleine madeline maggie marcia
    margaret maria mariam marian marie marilyn marina marion marjorie marlene martha mary maureen maxine
    megan melania melanie melinda melissa mercedes meredith mia michele michelle mildred miranda miriam
    molly mona monica muriel nadia nancy naomi natalia natalie natasha nicole nina nora norma olga olena
    oksana olivia pamela patricia patty paula pauline peggy penny phyllis priya rachel rebecca regina renee
    rhonda rita roberta rosa rosalind rose rosemary roxanne ruth sabrina sally samantha sandra sara sarah
    selena shannon sharon sheila shelly sheryl shirley silvia simone sofia sonia sophia sophie stacy stella
    stephanie sue susan susanna suzanne svetlana sylvia tamara tammy tanya tara tatiana teresa theresa tina
    tracy ursula valerie vanessa vera veronica victoria viola virginia vivian wanda wendy whitney winifred
    yolanda yulia yvette yvonne zoe"""
)


def gender_of(name: str, role: str | None = None, title: str | None = None) -> Gender | None:
    """The pronoun that a title, the words of a role or the first name point to; None where nothing does."""
    for word in _words(f"{title or ''} {role or ''}"):
        if word in SHE_WORDS:
            return "she"
        if word in HE_WORDS:
            return "he"
    first = next(iter(_words(name)), "")
    if first in SHE_NAMES:
        return "she"
    return "he" if first in HE_NAMES else None


def _words(text: str) -> list[str]:
    return text.lower().replace(".", " ").replace(",", " ").split()
