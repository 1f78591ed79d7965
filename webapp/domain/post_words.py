"""Words of posts, services and organisations, by which "Fostering Team" is told from a person's name."""

from __future__ import annotations

_WORDS = """
academy account accountant accountants acting action admin administration administrator adoption adult adults advice
adviser advisers advisor advisors advocate affairs after age agency agreed all allocated analyst and annual approved
architect area arts assessment asset assets assistant associate assurance asylum audit auditor authority benefit
benefits board borough both budget building buildings bureau business by cabinet care career carers case ccg central
centre chair chairman chairs champion change chief child childcare children children's childrens citizen citizens
city civic claims class clerk client clinical co-ordinator college commissioner commissioners commissioning
committee communications communities community complaints compliance conference confirmed construction consultant
consultants contact contract contractor contractors contracts coordinator corporate council council's councillor
councillors councils counsel county court cqc crime cross cultural culture customer customers data decision delivery
demand democracy democratic department departments deputy design desk development digital director directorate
directors disability district division divisional domestic duty dwp each early east eastern economic economy
education eet effectiveness eligibility emergency employment energy enforcement engagement engineer engineers
england enquiries environment environmental equality estate estates estimating event every executive external
facilities families family finance financial fire first five food for forum foster fostering four fraud free friday
from front fund general governance government governor governors group groups growth half head heads headteacher
headteachers health healthcare heritage highway highways home homelessness homes hospital housing hr hub human ict
improvement inclusion income independent information infrastructure inspection inspector insurance integrated
intelligence interim internal intervention investment invoicing it item job joint justice lac land landlord lawyer
lawyers lead leader leaders leads learning legal leisure libraries library licensing line local locality london
looked maintenance management manager managers market marketing mash meeting member members mental midlands monday
monitoring monthly named national nature neet neighbourhood neighbourhoods network new nhs night northern nurse
nursery nurses offending office officer officers ofsted operational operations organisation our outcomes overall
overview panel parking partner partners partnership partnerships pathway pay payments payroll pensions people
performance period permanence person personnel phase placement placements planning plans plus police policy pool
portfolio posts practice practitioner prevention primary principal private probation procurement professional
programme programmes project projects property protection provider providers provision public quality quarter
records recovery recruitment recycling red referral regeneration region regional register registrar registration
regulatory relations repair repairs resources response responsible revenue revenues review risk road roads rural
safeguarding safer safety sales saturday school schools scrutiny second secondary section sen send senior service
services sheltered site skills social solicitor solicitors southern special specialist sport staff staffing
standards station statistics statutory steering stock strategic strategist strategy streets student sunday
supervisor supervisors supply support supported surveyor surveyors system systems task tax tbc tbd teacher teachers
team teams technical technology temporary tenancy tenant tenants the their third three thursday to tourism town
trading traffic training transformation transition transport travel treasurer treasury trust trustees tuesday two uk
unit university urban vacancy vacant valuation various virtual visiting visits voluntary wales waste water wednesday
weekly welfare well-being wellbeing western when who whole wider will with women work worker workers workforce works
year youth
"""
_SURNAMES_TOO = """
church cook day field grant green hall house key king law major mayor north
page parish park parks post south street ward west young
"""

POST_WORDS = frozenset(_WORDS.split())
"""Words that stand in the name of a post or a team, and hardly in that of a person."""

SURNAMES_TOO = frozenset(_SURNAMES_TOO.split())
"""Words that stand in both: behind a first name they are a surname."""
