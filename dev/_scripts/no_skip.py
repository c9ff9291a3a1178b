"""A pytest plugin: what is skipped is not tested, so a skipped test is a failure."""


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter.stats.get("skipped"):
        reporter.write_line("\nA test was skipped: that fails the run.", red=True)
        session.exitstatus = session.exitstatus or 1
