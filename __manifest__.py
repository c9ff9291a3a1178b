{
    "name": "Vie en résidence",
    "summary": "Shared houses of social landlords: events, spaces, peer sessions, figures",
    "version": "19.0.1.0.0",
    "category": "Services/Residence community",
    "author": "Vie en résidence contributors",
    "website": "https://github.com/vie-en-residence/residence_community",
    "license": "LGPL-3",
    "depends": ["mail", "calendar", "resource", "digest", "spreadsheet_dashboard"],
    "data": [],
    "demo": [],
    "application": True,
    "installable": True,
}
