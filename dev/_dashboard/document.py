"""Odoo's own format of spreadsheets: the document, a sheet, a figure on it."""

MODEL = "residence.activity.report"
ACTION = "residence_community.residence_activity_report_action"
PERIOD, PLACE = "period", "residence"  # ids of the filters
INK, TEAL = "#434343", "#01666b"

# of numbers
FORMATS = {"1": "#,##0", "2": "#,##0.0", "3": "0%", "4": "#,##0.0"}
STYLES = {
    "1": {"textColor": INK},
    "2": {"textColor": TEAL, "fontSize": 16, "bold": True},
    "3": {"textColor": INK, "bold": True},
    "4": {"textColor": INK, "bold": True, "align": "right"},
}


def text(words):
    return f'_t("{words}")'


def either(condition, *words):
    yes, no = map(text, words)
    return f"IF({condition},{yes},{no})"


def matching(date="date"):
    return {
        PERIOD: {"chain": date, "type": "date", "offset": 0},
        PLACE: {"chain": "residence_id", "type": "many2one"},
    }


def sheet(key, name, cells, **others):
    height = max(int(place.lstrip("ABCDEFG")) for place in cells)
    return {
        "id": key,
        "name": name,
        "colNumber": others["width"],
        "rowNumber": others.get("height", height + 1),
        "rows": {},
        "cols": {
            column: {"size": size} for column, size in others.get("widths", {}).items()
        },
        "merges": [],
        "cells": cells,
        "styles": others.get("styles", {}),
        "formats": others.get("formats", {}),
        "borders": {},
        "conditionalFormats": [],
        "dataValidationRules": [],
        "figures": others.get("figures", []),
        "tables": [],
        "areGridLinesVisible": False,
        "isVisible": True,
        "headerGroups": {"ROW": [], "COL": []},
        "comments": {},
    }


def figure(name, place, size, data):
    """Return a figure at ``place`` (x, y), of ``size`` (width, height), in pixels."""
    (x, y), (width, height) = place, size
    return {
        "id": name,
        "tag": "chart",
        "width": width,
        "height": height,
        "offset": {"x": x, "y": y},
        "col": 0,
        "row": 0,
        "data": data,
    }


def document(sheets, pivots):
    return {
        "version": "18.4.14",
        "sheets": sheets,
        "styles": STYLES,
        "formats": FORMATS,
        "borders": {},
        "revisionId": "START_REVISION",
        "uniqueFigureIds": True,
        "settings": {
            "locale": {
                "name": "English (US)",
                "code": "en_US",
                "thousandsSeparator": ",",
                "decimalSeparator": ".",
                "dateFormat": "mm/dd/yyyy",
                "timeFormat": "hh:mm:ss",
                "formulaArgSeparator": ",",
                "weekStart": 7,
            }
        },
        "pivots": {one["id"]: one for one in pivots},
        "pivotNextId": len(pivots) + 1,
        "customTableStyles": {},
        "globalFilters": [
            {
                "id": PERIOD,
                "type": "date",
                "label": "Period",
                "defaultValue": "year_to_date",
            },
            {
                "id": PLACE,
                "type": "relation",
                "label": "Residence",
                "modelName": "residence.residence",
            },
        ],
        "lists": {},
        "listNextId": 1,
        "chartOdooMenusReferences": {},
    }
