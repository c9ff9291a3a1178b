{
    "name": "Events by report_xlsx",
    "summary": "The events sheet as OCA's report_xlsx writes it: a benchmark's rival",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Vie en résidence contributors",
    "website": "https://github.com/vie-en-residence/residence_community",
    "license": "AGPL-3",
    "depends": ["residence_community", "report_xlsx"],
    "data": ["report.xml"],
    "installable": True,
}
