"""What a form (体裁) demands, and whether a text fits it (ring 1). Imports no slow library."""

from __future__ import annotations

from mnemo.forms.fit import fit, rhymes
from mnemo.forms.form import EndingLike, Form, Layout, Reject, Scheme, Selector, Stanza
from mnemo.forms.frames import fill, read
from mnemo.forms.load import forms, load_form, parse_form, resolve
from mnemo.forms.typeset import cut_clauses, typeset

__all__ = [
    "EndingLike",
    "Form",
    "Layout",
    "Reject",
    "Scheme",
    "Selector",
    "Stanza",
    "cut_clauses",
    "fill",
    "fit",
    "forms",
    "load_form",
    "parse_form",
    "read",
    "resolve",
    "rhymes",
    "typeset",
]
