"""The plans of the three other directorates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from webapp.domain.actions import Action
from webapp.services.demonstration.plan_texts import PlanText, Step

OTHER_PLANS = (
    PlanText(
        "RE01", "2014-Q2",
        "Seven of eighteen decisions took longer than 13 weeks without an agreement to extend the time. All "
        "seven needed a legal agreement about roads or school places, and the draft agreements took nine weeks "
        "on average.",
        (
            Action("Shorter legal agreements.",
                   "A standard agreement is published, and drafted before the committee meets.",
                   "Isla Drummond, Head of Planning and Growth", "By the end of December 2014", date(2014, 12, 31),
                   effect=Decimal(15), effect_by=date(2015, 3, 31)),
            Action("No decision late without the applicant's consent.",
                   "Case officers ask for it in the tenth week.",
                   "Isla Drummond, Head of Planning and Growth", "From 10 November 2014", date(2014, 11, 10)),
        ),
        (
            Step("2014-10-29 11:10", "drummond", "submit"),
            Step("2014-11-04 13:25", "hargreave", "sign"),
        ),
    ),
    PlanText(
        "RE07", "2014-10",
        "New rounds began on 6 October. In the first fortnight 214 addresses were left out of the crews' lists, "
        "most of them in lanes that the small vehicle serves.",
        (
            Action("Correct the lists.",
                   "Crews mark every missed address on the day; lists are printed again each Friday.",
                   "Graham Tuckett, Waste and Street Scene Manager", "By 21 November 2014", date(2014, 11, 21)),
        ),
        (Step("2014-11-13 14:45", "performance", "save"),),
    ),
    PlanText(
        "RE09", "2014-07",
        "The contractor changed its stock system in July and had no lamps of the two most common kinds for nine "
        "days.",
        (
            Action("A reserve of lamps.", "Sixty of each kind are kept at the council's own depot.",
                   "Nadia Farrow, Highways Manager", "By 31 August 2014", date(2014, 8, 31)),
        ),
        (
            Step("2014-08-18 09:15", "farrow", "submit"),
            Step("2014-08-21 10:05", "hargreave", "sign"),
            Step("2014-10-14 11:40", "farrow", "close",
                 "Sixty lamps of each kind at our own depot: no light waited for the contractor in September."),
        ),
    ),
    PlanText(
        "TR03", "2014-08",
        "August's figure rose by five days against July. Claims waited for proof of income from two large "
        "employers.",
        (
            Action("Proof of income straight from employers.",
                   "A monthly list by secure mail from the two of them.",
                   "Peter Lonsdale, Head of Revenues and Benefits", "By 31 October 2014", date(2014, 10, 31)),
        ),
        (Step("2014-09-16 12:15", "lonsdale", "submit"),),
    ),
    PlanText(
        "TR04", "2014-Q2",
        "The forecast is **£412,000** over budget, after £85,000 in June.\n\n"
        "- Placements for children in care: £270,000\n"
        "- Income from planning fees: £90,000 less than planned\n"
        "- Winter heating of council buildings: £52,000",
        (
            Action("Bring the forecast within £100,000 of the budget.",
                   "No vacancy is filled and no contract above £5,000 let without the finance board's consent.",
                   "Peter Lonsdale, Head of Revenues and Benefits", "By the end of Q3, December 2014",
                   date(2014, 12, 31), effect=Decimal(-312), effect_by=date(2014, 12, 31)),
        ),
        (
            Step("2014-10-30 16:00", "lonsdale", "note"),
            Step("2014-11-03 09:35", "lonsdale", "submit"),
            Step("2014-11-05 17:10", "ostrowski", "sign"),
            Step("2014-11-13 09:20", "lonsdale", "new version"),
        ),
    ),
    PlanText(
        "TR07", "2014-10",
        "Long absences, those of four weeks and more, make up 62% of the days lost. Half of them are for stress "
        "or depression, and a third of these are in two services that were reorganised this year.",
        (
            Action("A meeting with everybody away for four weeks.",
                   "Managers are prompted in the third week and report monthly.",
                   "Joanne Akers, Head of People and Organisation", "From 1 December 2014", date(2014, 12, 1)),
        ),
        (Step("2014-11-13 15:30", "performance", "submit"),),
    ),
    PlanText(
        "TR09", "2014-Q2",
        "Two letters about a child's care went to former addresses in August, because the address was changed in "
        "one system and not in the other. Both letters were brought back unopened.",
        (
            Action("One address in both systems.", "The nightly exchange between them is switched on.",
                   "Joanne Akers, Head of People and Organisation", "By 30 November 2014", date(2014, 11, 30)),
            Action("A second person checks the address of every such letter.", "Until the exchange works.",
                   "Sarah Beckett, Head of Specialist Services", "At once, reported on 1 December 2014",
                   date(2014, 12, 1)),
        ),
        (
            Step("2014-10-27 10:30", "performance", "submit"),
            Step("2014-10-29 14:20", "ostrowski", "sign"),
        ),
    ),
    PlanText(
        "TR11", "2014-09",
        "Calls rose by 18% in the last two weeks of September, after letters about the new bin rounds went to "
        "every household. Six of 42 posts are vacant, the manager's among them.",
        (
            Action("Fewer calls about bins.", "The rounds can be looked up on the website by postcode.",
                   "Graham Tuckett, Waste and Street Scene Manager", "By 10 October 2014", date(2014, 10, 10)),
            Action("Fill the vacant posts.",
                   "Four advisers start on 17 November; the manager's post is advertised again.",
                   "Helen Ostrowski, Assistant Director of Finance", "By 31 January 2015", date(2015, 1, 31)),
        ),
        (
            Step("2014-10-17 11:20", "performance", "submit"),
            Step("2014-10-22 09:00", "ostrowski", "sign"),
        ),
    ),
    PlanText(
        "NH01", "2014-09",
        "Twenty-one of the 58 homes let in September had been empty for more than 40 days. Fourteen of them are "
        "in sheltered schemes, where three offers were needed on average before one was accepted.",
        (
            Action("Sheltered homes that people want.",
                   "Viewings with a resident of the scheme, and a choice of decoration.",
                   "Leon Marchetti, Head of Housing", "By the end of January 2015", date(2015, 1, 31),
                   effect=Decimal("-4.5"), effect_by=date(2015, 3, 31)),
        ),
        (
            Step("2014-10-16 15:45", "marchetti", "submit"),
            Step("2014-10-21 12:00", "rahmani", "sign"),
        ),
    ),
    PlanText(
        "NH01", "2014-10",
        "The sheltered schemes are still the main cause. In addition the repairs contractor was two weeks late "
        "with nine homes.",
        (),
        (Step("2014-11-12 17:05", "marchetti", "note"),),
    ),
    PlanText(
        "NH03", "2014-10",
        "Three families stayed for more than six weeks. Each has four children or more, and no home of that size "
        "became free between the beginning of September and 31 October. One has moved since.",
        (
            Action("Homes for the two families.", "Two five-bedroom houses are leased from a housing association.",
                   "Leon Marchetti, Head of Housing", "By 5 December 2014", date(2014, 12, 5)),
        ),
        (Step("2014-11-12 13:50", "marchetti", "note"), Step("2014-11-13 09:15", "marchetti", "submit")),
    ),
    PlanText(
        "NH09", "2014-Q2",
        "Reports rose in August in two wards, round the skate park and the station. Half are about the same "
        "group of young people.",
        (
            Action("Fewer reports from the two wards.",
                   "Street workers on four evenings a week, and a joint patrol on Fridays.",
                   "Ruth Castell, Community Safety Manager", "By the end of Q3, December 2014", date(2014, 12, 31)),
        ),
        (
            Step("2014-10-28 10:25", "performance", "submit"),
            Step("2014-11-03 16:15", "rahmani", "sign"),
        ),
    ),
)  # fmt: skip
