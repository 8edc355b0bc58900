"""Why a file is no Word document that can be opened safely, in Danish and in English."""

from __future__ import annotations

from malplan import Message

NOT_A_ZIP = Message(
    da="Filen er ikke et Word-dokument (.docx). Åbn den i Word, og gem den som Word-dokument.",
    en="The file is no Word document (.docx). Open it in Word, and save it as a Word document.",
)
OLD_OR_LOCKED = Message(
    da="Filen er enten i det gamle Word-format (.doc) eller beskyttet med en adgangskode. Gem den "
    "som Word-dokument (.docx) uden adgangskode.",
    en="The file is either in the old Word format (.doc) or protected by a password. Save it as a "
    "Word document (.docx) without a password.",
)
NOT_A_DOCUMENT = Message(
    da="Filen er ikke et almindeligt Word-dokument (.docx). En skabelon, et regneark eller en "
    "præsentation kan ikke læses. Gem den som Word-dokument.",
    en="The file is no ordinary Word document (.docx). A template, a spreadsheet or a presentation "
    "cannot be read. Save it as a Word document.",
)
MACROS = Message(
    da="Dokumentet indeholder makroer og bliver ikke læst. Gem det som Word-dokument (.docx) uden "
    "makroer.",
    en="The document contains macros and is not read. Save it as a Word document (.docx) without "
    "macros.",
)
BROKEN_ZIP = Message(
    da="Filen er beskadiget og kan ikke pakkes ud. Åbn den i Word, og gem den igen.",
    en="The file is damaged and cannot be unpacked. Open it in Word, and save it again.",
)
BROKEN_XML = Message(
    da="Dokumentet er beskadiget: En del af det er ikke gyldig XML. Åbn det i Word, og gem det "
    "igen.",
    en="The document is damaged: a part of it is no valid XML. Open it in Word, and save it again.",
)
OUTSIDE = Message(
    da="Filen indeholder navne, der peger uden for den, og bliver ikke læst.",
    en="The file contains names that point outside it, and is not read.",
)
LARGE_FILE = Message(
    da="Filen er for stor. Den må højst fylde {most} MB.",
    en="The file is too large. It may be at most {most} MB.",
)
MANY_PARTS = Message(
    da="Filen består af flere end {most} dele og bliver ikke læst.",
    en="The file has more than {most} parts and is not read.",
)
BOMB = Message(
    da="Filen fylder unormalt meget, når den pakkes ud, og bliver ikke læst. Den må højst fylde "
    "{most} MB udpakket.",
    en="The file becomes unusually large when it is unpacked, and is not read. It may be at most "
    "{most} MB then.",
)
LARGE_XML = Message(
    da="Dokumentet er for stort eller for indviklet opbygget til at være en udfyldt formular.",
    en="The document is too large or too deeply nested to be a form that somebody filled in.",
)
ENTITIES = Message(
    da="Dokumentet indeholder en dokumenttype eller entiteter og bliver ikke læst. Den slags "
    "findes ikke i Word-dokumenter.",
    en="The document contains a document type or entities, and is not read. Word documents have "
    "none.",
)
