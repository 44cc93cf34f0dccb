"""The address of every record: which IRI an identifier stands for."""

from __future__ import annotations

from urllib.parse import quote

from harmlex.model.namespace import NAMESPACE

__all__ = ["BASES", "NAMESPACE", "SCHEMA_NAMESPACE", "code_list_iri", "dataset_iri", "iri", "scheme_iri"]

SCHEMA_NAMESPACE = f"{NAMESPACE}schema/"
# Class: where its bare identifiers live. Harm concepts, scheme concepts and codes have prefixes instead.
BASES = {
    "Scheme": f"{NAMESPACE}scheme/",
    "CodeList": f"{NAMESPACE}code/",
    "Facet": f"{NAMESPACE}facet/",
    "Source": f"{NAMESPACE}source/",
    "Organisation": f"{NAMESPACE}organisation/",
    "Initiative": f"{NAMESPACE}initiative/",
    "Decision": f"{NAMESPACE}decision/",
}


def iri(cls: str, identifier: str) -> str:
    """Return the IRI of a record of a class.

    >>> iri("Concept", "hlx:H0042")
    'https://w3id.org/harmlex/H0042'
    >>> iri("SchemeConcept", "iwf:A")
    'https://w3id.org/harmlex/scheme/iwf/A'
    >>> iri("Code", "age-band:13-15")
    'https://w3id.org/harmlex/code/age-band/13-15'
    >>> iri("Source", "unfpa-tfgbv-1")
    'https://w3id.org/harmlex/source/unfpa-tfgbv-1'
    """
    if cls in BASES:
        return BASES[cls] + quote(identifier, safe="-._")
    prefix, _, local = identifier.partition(":")
    local = quote(local, safe="-._")
    if cls == "Concept":
        return NAMESPACE + local
    return f"{BASES['Scheme' if cls == 'SchemeConcept' else 'CodeList']}{prefix}/{local}"


def scheme_iri(scheme: str) -> str:
    """Return the IRI of a scheme; with a slash behind it, the prefix of its concepts."""
    return iri("Scheme", scheme)


def code_list_iri(code_list: str) -> str:
    """Return the IRI of a code list; with a slash behind it, the prefix of its codes."""
    return iri("CodeList", code_list)


def dataset_iri(release: str) -> str:
    """Return the IRI of a release as a data set."""
    return f"{NAMESPACE}release/{quote(release, safe='.')}"
