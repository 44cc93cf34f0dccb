"""What `harmlex compare` asks of tables of counts, as pages of the manual by code."""

from __future__ import annotations

import inspect

__all__ = ["COUNT_RULES"]

_PAGES = {
    "HLX-M201": """
        A file of counts is CSV in UTF-8.

        Why: what cannot be read cannot be compared, and a line that is guessed at is a number that nobody published.

        Bad: a workbook, an empty file, or a table saved as Windows-1252.

        Good: the table exported as “CSV UTF-8”, its first line the names of the columns.

        Mend: export the table again, with commas between the columns.
        """,
    "HLX-M202": """
        The columns of a file of counts are known ones, and those that are needed are there.

        Why: a column that is not understood may hold what changes the meaning of the numbers.

        Bad::

            organisation,unit,category,number
            IWF,urls,category-a,51369

        Good::

            organisation,unit,code,count
            IWF,urls,category-a,51369

        Mend: name what is counted ``code``, and the number ``count``, or ``low`` and ``high`` for a range. The finding
        lists the other columns; leave out what is none of them.
        """,
    "HLX-M203": """
        Every line of a file of counts has a code, a count, and as many cells as there are columns.

        Why: a cell that slipped to the left makes another number of every cell after it.

        Bad::

            unit,code,count
            urls,category-a,51,369

        Good::

            unit,code,count
            urls,category-a,51369

        Mend: fill in what is missing, write ``*`` for the total, and put quotation marks around a cell with a comma.
        """,
    "HLX-M204": """
        What describes a table of counts has one of its known values.

        Why: whether a record may carry several codes, and whether every code that fits was given, decides what the
        numbers can mean.

        Bad::

            unit,labelling,complete,code,count
            urls,several,true,category-a,51369

        Good::

            unit,labelling,complete,code,count
            urls,multi,yes,category-a,51369

        Mend: ``labelling`` is ``single`` or ``multi``, ``complete`` and ``exhaustive`` are ``yes`` or ``no``, ``range``
        is ``rounded`` or ``suppressed``. Leave empty what the publisher does not say.
        """,
    "HLX-M205": """
        A table of counts says what was counted: reports, items, addresses, persons.

        Why: a report may hold a thousand items. No number turns the one into the other.

        Bad::

            organisation,code,count
            IWF,category-a,51369

        Good::

            organisation,unit,code,count
            IWF,urls,category-a,51369

        Mend: fill in the column ``unit``, in the publisher's word.
        """,
    "HLX-M206": """
        A table of counts has one number for one thing.

        Why: of two numbers one is wrong, or they belong to tables that must be told apart.

        Bad::

            unit,code,count
            urls,category-a,51369
            urls,category-a,50000

        Good::

            unit,period,code,count
            urls,2022,category-a,51369
            urls,2021,category-a,50000

        Mend: keep one of the two, or say by ``period``, ``universe`` or ``unit`` in what they differ.
        """,
    "HLX-M207": """
        A count is a whole number.

        Why: “about 50,000” and “50k” are ranges, and what lies between their ends matters for what can be compared.

        Bad::

            unit,code,count
            urls,category-a,50k

        Good::

            unit,code,low,high,range
            urls,category-a,49500,50499,rounded

        Mend: write digits alone, without separators; write a rounded number as the range that it stands for.
        """,
    "HLX-M208": """
        A count is zero or more.

        Why: a negative number of records is a slip, or a code such as -1 for “not known”.

        Bad::

            unit,code,count
            urls,category-a,-1

        Good::

            unit,code,count
            urls,category-a,0

        Mend: correct it; leave out the line of what is not known.
        """,
    "HLX-M209": """
        A range of counts runs from the smaller to the larger number.

        Why: a range the other way round holds no number at all.

        Bad::

            unit,code,low,high
            urls,category-a,50499,49500

        Good::

            unit,code,low,high
            urls,category-a,49500,50499

        Mend: exchange the two.
        """,
    "HLX-M210": """
        Tables that are compared count the same unit.

        Why: a report may hold many items and an item may be reported many times, so that no bound on the one follows
        from a count of the other.

        Bad: one organisation's ``urls`` compared with another's ``items``.

        Good: both in ``reports``.

        Mend: compare one unit at a time, or find the publisher's count in the other unit.
        """,
    "HLX-M211": """
        Counts do not give away what their publisher suppressed.

        Why: few people stand behind a small number. Where totals and mappings narrow a suppressed number down, somebody
        can learn about them what was not to be told.

        Bad: a total of 100 beside parts of 60, 35 and “fewer than 10”.

        Good: the same with two parts suppressed, or with the total rounded.

        Mend: leave out another number before you publish. If a range was only rounded for brevity, say so: ``range`` is
        ``rounded``.
        """,
    "HLX-M212": """
        Some set of records can have all the counts of a table at once.

        Why: if none can, a number, a mapping or the description of the table is wrong, and every bound that followed
        from it would be as well.

        Bad: 100 records of a category in a table whose total is 80.

        Good: a part that is no larger than the whole.

        Mend: look at the lines that are named; they are a smallest set that cannot stand together. Look also at whether
        ``complete`` and ``labelling`` are true of the table.
        """,
}

COUNT_RULES: dict[str, str] = {code: inspect.cleandoc(page) for code, page in _PAGES.items()}
