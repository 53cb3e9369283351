"""Invented articles to read in tests. No person, company or place in them exists."""

# ruff: noqa: E501 - a paragraph is a line, as in the texts that the bot reads

from bot.articles.article import Article

_DAM = """PORT ELSWICK, Marrowland (Coastwire) — At least 14 people were killed and more than 60 injured when the Tarn Valley dam burst early Sunday, officials said, sending a wall of water through three villages.

The 92-year-old dam gave way at about 4:30 a.m. after five days of rain, according to Helena Varga, head of the Marrowland Civil Protection Agency (MCPA). Nearly 2,300 homes lost power.

“We heard a roar like a train,” said Tomas Brill, 41, a baker in the village of Upper Tarn. “Then the water was at the door.”

Prime Minister Ingrid Solheim pledged $12.5 million in aid on Monday and said an inquiry would begin on Thursday. “Nobody should have died here,” Solheim told reporters. She added that engineers had warned of cracks in March 2019.

The dam’s owner, Tarn Hydro, reported a profit of €40 million last year, up 12 percent. A spokeswoman for the company, Petra Lindqvist, declined to comment.

Varga said between 300 and 400 residents were still in shelters. The MCPA expects the search to last two to three days.
"""

_MATCH = """Calder Rovers beat Eastmoor United 3–1 on Saturday night to go six points clear at the top of the Northern League.

Captain Dele Okafor scored twice in the first half before 31,400 supporters at Quarry Lane, and substitute Iain Pruett added a third in the 88th minute.

“It is only February,” coach Marta Kessler said. “We have fourteen games left, and I have seen bigger leads than this one disappear.”

Eastmoor, who have won one of their last nine matches, pulled a goal back through Jonas Weir. “We gave the ball away,” admitted Weir, who joined in January for a reported £1.2m.

Kessler’s side travel to Highbridge next Saturday.
"""

_COUNCIL = """The council of Dunmere voted 7-4 on Tuesday to close two of its five libraries from July 1, a step that will save 480,000 pounds a year.

Mayor Ruth Abelard called the decision “the least bad of five bad options.” Some 3,500 residents had signed a petition against it.

“They never asked us,” said Colm Reddy, a retired teacher who leads the Friends of Dunmere Library. “Not one councillor came to see who uses the place.”

In a statement, the Library Workers’ Union said as many as 22 jobs were at risk. It plans to go to court next week.

Abelard, who was elected in 2021, said that the savings would pay for “roofs, not paper clips.” Two-thirds of the town’s schools need repairs, according to a report published last month.
"""

DAM = Article(text=_DAM, title="Dam bursts in the Tarn Valley", published="2024-11-11", site="Coastwire")
MATCH = Article(text=_MATCH, title="Rovers go six clear", published="2025-02-16")
COUNCIL = Article(text=_COUNCIL, title="Dunmere closes two libraries", published="2023-05-10T08:15:00+01:00")
ALL = (DAM, MATCH, COUNCIL)
