"""Puts all of cargo-mutants' mutants into one copy of the sources, each behind a switch.

The list is what `cargo mutants --list --json` prints. A mutant is chosen when the program starts, by
its number in the list, from 1: `MUTANT=17`. Every place where mutants apply becomes a choice:
`a + b`, say,

    (if crate::mutant(17) { a - b } else if crate::mutant(18) { a * b } else { a + b })

where the last branch holds what is nested, instrumented, and the others hold it as it was.
"""

import re
from collections import defaultdict
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Parser

PARSER = Parser(Language(tree_sitter_rust.language()))
SWITCH = Path(__file__).with_name("switch.rs")


class Inexpressible(Exception):
    """No choice at run time can stand for the mutant."""


def offsets(text):
    """The byte at which each line begins, and the lines: positions count characters."""
    lines = text.splitlines(keepends=True)
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.encode())
    return starts, lines


def span(mutant, starts, lines):
    def byte(position):
        line = position["line"] - 1
        return starts[line] + len(lines[line][: position["column"] - 1].encode())

    return byte(mutant["span"]["start"]), byte(mutant["span"]["end"])


def ancestors(node):
    while node is not None:
        yield node
        node = node.parent


def is_constant(node):
    """Whether a node is evaluated by the compiler, which has no switch."""
    below = None
    for above in ancestors(node):
        if above.type in ("const_item", "static_item", "const_block"):
            return True
        if above.type in ("array_type", "array_expression") and above.child_by_field_name("length") == below:
            return True
        if above.type == "function_item":
            modifiers = [c for c in above.children if c.type == "function_modifiers"]
            return any(c.type == "const" for m in modifiers for c in m.children)
        below = above
    return False


def node_of(mutant, root, begin, end):
    """The node that is mutated as a whole."""
    node = root.descendant_for_byte_range(begin, end)
    genre = mutant["genre"]
    if genre == "FnValue":
        wanted = ["function_item"]
    elif genre == "BinaryOperator":
        wanted = ["binary_expression", "compound_assignment_expr"]
    elif genre == "UnaryOperator":
        wanted = ["unary_expression"]
    elif genre == "MatchArm":
        wanted = ["match_arm"]
    elif genre == "MatchArmGuard":
        wanted = ["match_pattern"]
    else:
        raise Inexpressible(f"{genre}: a change of structure")
    for above in ancestors(node):
        if above.type in wanted:
            return above
        if above.type in ("let_chain", "macro_invocation"):
            raise Inexpressible(f"in a {above.type.replace('_', ' ')}")
    raise Inexpressible(f"{genre}: no {' or '.join(wanted)} found")


class File:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text()
        self.bytes = self.text.encode()
        self.root = PARSER.parse(self.bytes).root_node
        self.lines = offsets(self.text)
        self.mutants = defaultdict(list)

    def attach(self, number, mutant):
        begin, end = span(mutant, *self.lines)
        node = node_of(mutant, self.root, begin, end)
        if is_constant(node):
            raise Inexpressible("evaluated by the compiler")
        if mutant["genre"] == "FnValue":
            result = node.child_by_field_name("return_type")
            if result is not None and re.search(r"\bimpl\b", self.raw(result)):
                raise Inexpressible("the result is an `impl Trait`")
        self.mutants[node.id].append((number, mutant["replacement"], begin, end))

    def raw(self, node):
        return self.bytes[node.start_byte : node.end_byte].decode()

    def inner(self, node):
        """A node with all that is nested in it instrumented, not itself."""
        out, at = [], node.start_byte
        for child in node.children:
            out += [self.bytes[at : child.start_byte].decode(), self.render(child)]
            at = child.end_byte
        out.append(self.bytes[at : node.end_byte].decode())
        return "".join(out)

    def render(self, node):
        if node.type == "attribute_item" and re.match(r"#\[inline", self.raw(node)):
            return ""
        mutants = self.mutants.get(node.id, [])
        if node.type == "function_item":
            return self.function(node, mutants)
        if not mutants:
            return self.inner(node)
        if node.type == "match_arm":
            return self.arm(node, [number for number, *_ in mutants])
        if node.type == "match_pattern":
            return self.guard(node, mutants)
        return self.expression(node, mutants)

    def function(self, node, mutants):
        """Inlining is forbidden: it is what the compiler would spend its time on."""
        body = node.child_by_field_name("body")
        head = self.head(node, body)
        choices = "".join(
            f" if crate::mutant({number}) {{ return {marked(number, value)}; }}"
            for number, value, *_ in mutants
        )
        return f"#[inline(never)] {head}{{{choices}{self.inner(body)[1:]}"

    def head(self, node, body):
        out, at = [], node.start_byte
        for child in node.children:
            if child == body:
                break
            out += [self.bytes[at : child.start_byte].decode(), self.render(child)]
            at = child.end_byte
        return "".join(out) + self.bytes[at : body.start_byte].decode()

    def expression(self, node, mutants):
        branches = "".join(
            f"if crate::mutant({number}) {{ {marked(number, self.replaced(node, value, begin, end))} }} else "
            for number, value, begin, end in mutants
        )
        return f"({branches}{{ {self.inner(node)} }})"

    def replaced(self, node, value, begin, end):
        before = self.bytes[node.start_byte : begin].decode()
        return f"{before} {value} {self.bytes[end : node.end_byte].decode()}"

    def arm(self, node, numbers):
        """An arm that is gone is one whose guard says no."""
        gone = " && ".join(f"!crate::mutant({number}){marked(number, '')}" for number in numbers)
        pattern = node.child_by_field_name("pattern")
        condition = pattern.child_by_field_name("condition")
        rest = self.inner(node)
        if condition is None:
            text = self.render(pattern)
            return f"{text} if {gone}{rest[len(text):]}"
        text = self.render(pattern)
        kept = self.bytes[pattern.start_byte : condition.start_byte].decode()
        return f"{kept}{gone} && ({text[len(kept):]}){rest[len(text):]}"

    def guard(self, node, mutants):
        condition = node.child_by_field_name("condition")
        kept = self.bytes[node.start_byte : condition.start_byte].decode()
        branches = "".join(
            f"if crate::mutant({number}) {{ {marked(number, value)} }} else "
            for number, value, *_ in mutants
        )
        return f"{kept}({branches}{{ {self.render(condition)} }})"

    def write(self):
        self.path.write_text(self.render(self.root))


def marked(number, text):
    """What a mutant puts in, so that an error of the compiler can be laid at its door."""
    return f"/*<{number}*/{text}/*{number}>*/"


def instrument(mutants, without, sources):
    """Rewrites the sources; returns the numbers of the mutants that are there, and why the others are
    not. Left out are those in `without`."""
    files = {path: File(path) for path in sources.glob("src/**/*.rs")}
    there, reasons = [], dict(without)
    for number, mutant in enumerate(mutants, 1):
        if number in without:
            continue
        try:
            files[sources / mutant["file"]].attach(number, mutant)
            there.append(number)
        except Inexpressible as reason:
            reasons[number] = f"inexpressible: {reason}"
    for file in files.values():
        file.write()
    with (sources / "src/lib.rs").open("a") as lib:
        lib.write(SWITCH.read_text().replace("COUNT", str(len(mutants) + 1)))
    return there, reasons
