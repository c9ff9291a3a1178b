"""Write the same cells with a bare cursor and a bare xlsxwriter: the floor.

No Odoo, no totals, no heading. Arguments: database, result file, the query's file.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import psycopg2.extensions
import xlsxwriter

FETCHED_ROWS = 2000


def main(database, result, query_file):
    noted = json.loads(Path(query_file).read_text("utf-8"))
    # where PostgreSQL is comes through PGHOST and the like
    with psycopg2.connect(dbname=database) as connection:
        connection.set_isolation_level(
            psycopg2.extensions.ISOLATION_LEVEL_REPEATABLE_READ
        )
        with tempfile.TemporaryFile() as target:
            started = time.perf_counter()
            cells = write(connection, noted, target)
            seconds = time.perf_counter() - started
    Path(result).write_text(
        json.dumps({"seconds": seconds, "cells": cells}), encoding="utf-8"
    )


def write(connection, noted, target):
    places = {int(key): value for key, value in noted["places"].items()}
    kinds = {int(key): value for key, value in noted["kinds"].items()}
    states, led_by = noted["states"], noted["led_by"]
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    writers = {
        "text": (sheet.write_string, "@"),
        "int": (sheet.write_number, "#,##0"),
        "float": (sheet.write_number, "#,##0.0"),
        "money": (sheet.write_number, "#,##0.00"),
        "date": (sheet.write_datetime, "dd/mm/yyyy"),
        "time": (sheet.write_datetime, "hh:mm"),
    }
    columns = []
    for kind in noted["kinds_of_columns"]:
        method, number_format = writers[kind]
        columns.append((method, workbook.add_format({"num_format": number_format})))
    cells = 0
    with connection.cursor(name="floor") as cursor:
        cursor.itersize = FETCHED_ROWS
        cursor.execute(noted["sql"])
        for number, row in enumerate(cursor):
            day, hour, place, kind, name, state, led, *rest = row
            name_and_code = places[place]
            values = (
                *(day, hour, name_and_code[0], name_and_code[1], kinds[kind], name),
                *(states[state], led_by[led]),
                *rest,
            )
            for column, value in enumerate(values):
                if value is not None:
                    method, cell_format = columns[column]
                    method(number, column, value, cell_format)
                    cells += 1
    workbook.close()
    return cells


main(*sys.argv[1:])
