# pyright: strict
"""The public names of the plugins, where their protocols want them. Checked, not run."""

from typing import assert_type

import malplan
import malplan_docx
import malplan_ical
import malplan_sql
import malplan_statistics
import malplan_tables
import malplan_web

outputs: list[malplan.Output] = [malplan_docx.DocxOutput(), malplan_ical.IcsOutput()]
site: malplan.SiteOutput = malplan_web.HtmlOutput()
reader: malplan.Reader = malplan_docx.DocxReader()
stores: malplan.StoreType = malplan_sql.SqlStores()
sources: list[malplan.Source] = [
    malplan_statistics.StatBank(),
    malplan_statistics.Jobindsats(),
    malplan_tables.TableSource(),
]


def kept(store: malplan_sql.SqlStore) -> malplan.Store:
    return store


def settings(
    bank: malplan_statistics.StatBankSettings,
    jobs: malplan_statistics.JobindsatsSettings,
    tables: malplan_tables.TableSettings,
) -> None:
    assert_type(bank.table, str)
    assert_type(jobs.table, str)
    assert_type(tables.file, str | None)


def registered(registry: malplan.Registry) -> None:
    malplan_docx.malplan_register(registry)
    malplan_web.malplan_register(registry)
