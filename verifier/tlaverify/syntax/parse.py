"""Text to abstract syntax."""

from __future__ import annotations

import re
import warnings
from functools import cache

import tree_sitter_tlaplus
from tree_sitter import Language, Node, Parser

from tlaverify.kernel.diagnostic import Annotation, Diagnostic, DiagnosticError
from tlaverify.kernel.garbage import uncollected
from tlaverify.kernel.sequent import Place
from tlaverify.syntax import ast
from tlaverify.syntax.blank import blank
from tlaverify.syntax.explain import explain_error
from tlaverify.syntax.labels import check_labels
from tlaverify.syntax.layout import NOTHING, Moved, end_lists
from tlaverify.syntax.limits import check_limits
from tlaverify.syntax.proofs import Lowering
from tlaverify.syntax.rewrite import rewrite
from tlaverify.syntax.source import Source
from tlaverify.syntax.steps import absolute_levels

__all__ = ["parse_module"]

_RELATIVE = re.compile(r"<[*+]>")
_LABEL = re.compile(r"::(?!=)|∷")


def parse_module(source: Source) -> ast.Module:
    """The first module in the text, all of TLA+2 with proofs.

    Raises DiagnosticError (codes ``syntax``, ``reserved-word``, ``precedence``,
    ``proof-structure``, ``label``, ``nesting``) with place and hint for whatever is not TLA+.
    """
    blanked = blank(source)
    check_limits(source, blanked)
    rewritten = rewrite(blanked.text)
    encoded, root = _tree(rewritten)
    if root.has_error and _RELATIVE.search(rewritten):
        rewritten = absolute_levels(rewritten)
        encoded, root = _tree(rewritten)
    inserted = NOTHING
    if root.has_error:
        inserted = end_lists(rewritten)
        if inserted:
            encoded, root = _tree(inserted.apply(rewritten))
    if root.has_error:
        view = Moved.of(blanked, inserted)
        raise DiagnosticError([explain_error(source, view, encoded, root, _language())])
    try:
        with uncollected():
            module = Lowering(source, blanked, inserted).module(_module_node(root))
    except RecursionError:
        place = Place(source.path, 1, 1, 1, 1)
        raise DiagnosticError(
            [Diagnostic("nesting", "the module is nested too deeply to be read", (Annotation(place),))]
        ) from None
    if _LABEL.search(blanked.text):
        check_labels(module, source)
    return module


def _tree(text: str) -> tuple[bytes, Node]:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded, Parser(_language()).parse(encoded, encoding="utf16le").root_node


def _module_node(root: Node) -> Node:
    return next(child for child in root.named_children if child.type == "module")


@cache
def _language() -> Language:
    with warnings.catch_warnings():
        # The grammar's package hands over a plain address, which tree-sitter deprecates.
        warnings.simplefilter("ignore", DeprecationWarning)
        return Language(tree_sitter_tlaplus.language())
