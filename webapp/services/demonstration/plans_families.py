"""The plans of Families and Wellbeing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from webapp.domain.actions import Action
from webapp.services.demonstration.plan_texts import PlanText, Step

FAMILY_PLANS = (
    PlanText(
        "FW03", "2014-07",
        "The two assessment teams started the month with **31 assessments already late**, carried over from the "
        "school term, when referrals are highest.\n\n"
        "Three of the nineteen posts were vacant until the middle of July.",
        (
            Action("Clear the late assessments.", "Two experienced workers take no new cases for three weeks.",
                   "Sarah Beckett, Head of Specialist Services", "By the end of August 2014", date(2014, 8, 31)),
        ),
        (
            Step("2014-08-14 09:40", "lead", "note"),
            Step("2014-08-15 11:05", "lead", "submit"),
            Step("2014-08-19 16:20", "director", "sign"),
        ),
    ),
    PlanText(
        "FW03", "2014-09",
        "Assessments took longer from the second week of September, for two reasons:\n\n"
        "- referrals rose by a fifth once schools were open again, as they do every autumn\n"
        "- each worker spent **up to four days** learning the new case system\n\n"
        "Children were seen in time: 96% of first visits took place within ten days.",
        (
            Action("Bring finished assessments up to 86% within 45 days.",
                   "Managers go through every assessment on its 20th and 35th day and free the worker where it "
                   "is at risk.",
                   "Sarah Beckett, Head of Specialist Services", "By the end of December 2014", date(2014, 12, 31),
                   effect=Decimal(9), effect_by=date(2014, 12, 31)),
            Action("Spread the rest of the training.",
                   "No more than two workers of a team are trained in the same week.",
                   "Jill Morrow, Workforce Development", "From 13 October 2014; finished by 28 November",
                   date(2014, 11, 28)),
        ),
        (
            Step("2014-10-16 14:10", "lead", "note"),
            Step("2014-10-20 09:25", "lead", "submit"),
            Step("2014-10-24 10:45", "director", "sign"),
        ),
    ),
    PlanText(
        "FW03", "2014-10",
        "The effect of the training was greater than September's plan expected: 37 working days were lost in "
        "October.\n\n"
        "*To be added: the team managers' count of assessments that are late today.*",
        (
            Action("Agree extra hours for the two assessment teams until Christmas.",
                   "Overtime offered to part-time workers.",
                   "Sarah Beckett", ""),
        ),
        (Step("2014-11-12 16:30", "lead", "note"), Step("2014-11-13 17:15", "lead", "save")),
    ),
    PlanText(
        "FW04", "2014-Q1",
        "Five young people finished short courses in the spring and had nothing to go on to before September.",
        (
            Action("A place from September for each of the five.",
                   "Their advisers visit each of them in June with the college.",
                   "Sarah Beckett, Head of Specialist Services", "By 30 September 2014", date(2014, 9, 30)),
        ),
        (
            Step("2014-07-28 13:00", "lead", "submit"),
            Step("2014-08-01 09:10", "director", "sign"),
        ),
    ),
    PlanText(
        "FW04", "2014-Q2",
        "Of 96 young people, 50 were studying, in work or in training at the end of September. The target of 60% "
        "would have been met with 58.\n\n"
        "- **Eleven** of those who were not are parents of a child under two or are too ill to work\n"
        "- **Nine** started a course this autumn and left it within a month, six of them for want of money to "
        "travel\n"
        "- the traineeships agreed with two local employers began in October, after the count",
        (
            Action("Help with the cost of travel from the first day.",
                   "Bus passes are given out by the advisers instead of being repaid monthly.",
                   "Sarah Beckett, Head of Specialist Services", "From 1 December 2014", date(2014, 12, 1)),
            Action("Twelve more places for care leavers.",
                   "Each directorate of the council offers at least three traineeships or work trials.",
                   "Joanne Akers, Head of People and Organisation", "By the end of Q4, March 2015",
                   date(2015, 3, 31)),
        ),
        (
            Step("2014-11-03 10:15", "lead", "note"),
            Step("2014-11-06 16:50", "lead", "save"),
            Step("2014-11-11 09:05", "lead", "submit"),
        ),
    ),
    PlanText(
        "FW05", "2014-Q2",
        "Twelve more children than in June had moved for a third time. Some placements broke down.",
        (
            Action("Fewer moves.", "Better matching of children and carers.", "The fostering team",
                   "By the end of the year", date(2015, 3, 31)),
        ),
        (
            Step("2014-11-04 15:20", "lead", "submit"),
            Step("2014-11-07 08:50", "director", "return",
                 "Please say how many of the moves were planned, such as to adopters, and how many were not. "
                 "The action names neither a person nor what will be done differently."),
        ),
    ),
    PlanText(
        "FW07", "2014-Q2",
        "Four children were adopted in the quarter who had waited for more than **1,000 days**. They are a group "
        "of brothers and sisters of 6 to 9 years, and a boy with complex health needs. Because each figure is an "
        "average of three years, their adoption is good news that raises it until 2017.\n\n"
        "Without these four the average would be 561 days, which is amber.",
        (
            Action("Look for adopters from the day a child's plan becomes adoption.",
                   "Family finders are named at the first review, and use the regional register after 60 days.",
                   "Sarah Beckett, Head of Specialist Services", "From 1 January 2015", date(2015, 1, 1)),
            Action("Shorten the time to a court's decision.",
                   "A monthly meeting with the family court's case managers about each child over 26 weeks.",
                   "Anthea Gale, Legal Services", "First meeting by 15 December 2014", date(2014, 12, 15)),
        ),
        (Step("2014-11-05 11:30", "lead", "note"), Step("2014-11-12 12:40", "lead", "submit")),
    ),
    PlanText(
        "FW09", "2014-08",
        "Eighteen of the 54 repeat referrals came from the police about the same nine families, for the same "
        "incidents of the summer holidays.",
        (
            Action("One answer to one incident.",
                   "The duty manager and the police agree each morning which reports belong together.",
                   "Sarah Beckett, Head of Specialist Services", "From 22 September 2014", date(2014, 9, 22)),
        ),
        (
            Step("2014-09-15 10:00", "lead", "submit"),
            Step("2014-09-17 17:30", "director", "sign"),
            Step("2014-10-15 09:00", "lead", "close",
                 "One answer to one incident: the police and the duty manager now send one report for one family."),
        ),
    ),
    PlanText(
        "FW10", "2014-Q2",
        "Nine conferences were late in the quarter. Seven of them waited for one of the two chairs, who was ill "
        "in August and September; two were moved so that parents could come with a solicitor.",
        (
            Action("Enough chairs for every week.",
                   "A third chair is employed for six months, and chairs of the neighbouring borough stand in at "
                   "short notice.",
                   "Sarah Beckett, Head of Specialist Services", "By 21 November 2014", date(2014, 11, 21),
                   effect=Decimal(8), effect_by=date(2015, 3, 31)),
            Action("Know six weeks ahead which conferences are at risk.",
                   "A list of the conferences that are due goes to both chairs every Monday.",
                   "Sarah Beckett, Head of Specialist Services", "By 7 November 2014", date(2014, 11, 7)),
        ),
        (
            Step("2014-10-28 14:35", "lead", "submit"),
            Step("2014-10-31 08:40", "director", "sign"),
        ),
    ),
    PlanText(
        "FW12", "2014-07",
        "The hospital's new discharge team opened on 7 July. In its first three weeks, patients were reported as "
        "waiting for social care who had not yet been assessed by a doctor as fit to leave.",
        (
            Action("Agree daily which patients wait for social care.",
                   "A joint list at 9 o'clock, signed by both sides.",
                   "Margaret Oyelaran, Assistant Director of Adult Care", "By 15 September 2014",
                   date(2014, 9, 15)),
        ),
        (
            Step("2014-08-15 15:15", "oyelaran", "submit"),
            Step("2014-08-20 09:30", "director", "sign"),
            Step("2014-09-05 10:10", "director", "withdraw",
                 "The hospital disputes the three weeks named as the cause. A plan agreed with it follows."),
        ),
    ),
    PlanText(
        "FW12", "2014-09",
        "Two care homes with 61 beds stopped taking new residents in September.",
        (),
        (Step("2014-10-21 16:05", "oyelaran", "note"),),
    ),
    PlanText(
        "FW14", "2014-10",
        "Of 83 enquiries concluded in October, 28 took longer than 28 days.\n\n"
        "1. Nineteen concern **one care home**, where the enquiry as a whole waited for the regulator's "
        "inspection.\n"
        "2. Four waited for a mental capacity assessment.\n"
        "3. Five were late for want of a worker.\n\n"
        "The people concerned were made safe within two days of the report in every case.",
        (
            Action("Close the nineteen enquiries.",
                   "The regulator's report came on 3 November; a manager closes them together.",
                   "Margaret Oyelaran, Assistant Director of Adult Care", "By 28 November 2014",
                   date(2014, 11, 28)),
            Action("Capacity assessments within a week.", "Two social workers are trained as assessors.",
                   "Margaret Oyelaran, Assistant Director of Adult Care", "By the end of January 2015",
                   date(2015, 1, 31)),
        ),
        (Step("2014-11-12 14:00", "oyelaran", "note"), Step("2014-11-13 10:20", "oyelaran", "submit")),
    ),
)  # fmt: skip
