#!/usr/bin/env python3
"""Asks Keras and scikit-learn for the golden values of the metrics.

    python3.11 generate.py [folder of the data sets]

writes twenty-eight files beside itself; a second run writes the same bytes:

    keras_mean.json              means and sums over units: random data, and what Keras says of it
    keras_reference.json         the same metrics: the data and values of Keras's own tests and class docs
    keras_counts.json            readings of counts and moments: random, marked and real data, and what Keras says
    keras_counts_reference.json  the same metrics: the data and values of Keras's own tests and class docs
    sklearn_counts.json          what Keras lacks or gets wrong: what scikit-learn, or exact arithmetic, says
    sklearn_diagnostics.json     likelihood ratios, odds, informedness and their kin: what scikit-learn, pycm and fractions say
    sklearn_association.json     costs of confusions, and association: what scikit-learn, scipy and fractions say
    statsmodels_raters.json      how far several raters agree: what statsmodels says
    sklearn_overlap.json         overlap of classes by image: what scikit-learn and fractions say
    sklearn_multilabel.json      several labels of a sample: what scikit-learn says
    sklearn_probabilities.json   scores of several classes' probabilities: what scikit-learn, or exact arithmetic, says
    sklearn_regression.json      errors of predicted numbers: what scikit-learn, or exact arithmetic, says
    sklearn_relative.json        what is explained of the truth, and errors relative to it: what scikit-learn and fractions say
    sklearn_quantiles.json       quantiles and extremes of errors and of values: what scikit-learn and NumPy say
    sklearn_forecasts.json       quantiles, intervals, ensembles and distributions: what scikit-learn, scoringrules and fractions say
    scipy_divergences.json       the symmetric divergence between distributions: what scipy says
    scipy_histograms.json        where the truth falls in forecasts: what scipy and fractions say
    sklearn_reports.json         reports, reliability diagrams and errors of numbers: what scikit-learn says, to all digits
    sklearn_ranking.json         readings of rankings, of several classes too: what scikit-learn, scipy and exact
                                 arithmetic say; each batch stands once, with all its readings
    scipy_ranks.json             rank correlations and concordance: what scipy and scikit-survival say, in the same form
    sklearn_clusterings.json     agreement of clusterings, and how far clusters are apart: what scikit-learn and scipy say
    sklearn_calibration.json     calibration without bins, in bins of equal weight, and by class: what
                                 model-diagnostics, scikit-learn and exact arithmetic say, in the same form
    standard_errors.json         standard errors and intervals: what statsmodels, scipy and MLstatkit say, and mpmath's derivatives
    standard_errors_of_sums.json  standard errors and differences of values that are read off sums: mpmath's derivatives
    scipy_comparisons.json       two models on the same samples: what scipy, statsmodels and MLstatkit say
    fairlearn_groups.json        values by group, and gaps between groups: what fairlearn says
    retrieval.json               items ranked for a query: what scikit-learn and trec_eval (ir-measures) say, query by query
    scipy_bootstrap.json         draws of the bootstrap by their definition, and what scipy says of its distribution

The first run builds a virtual environment in `.venv` (about 2 GB) with the versions pinned in golden/environment.py.
The data sets are those of examples/data, unless another folder is given. The folder golden holds the parts.

What a value means
    Every value is that of the library asked; a naive definition in NumPy stands beside each metric, and a case on
    which the two differ by more than 1e-6 * max(|value|, scale) stops the run, or, where the difference is a known
    peculiarity of the library, is marked. Weights carry the leading axes of the units; units are elements, or rows
    along the last axis where a row is what the metric judges. A unit of weight 0 is not looked at.

What a case holds
    metric, id, options  which metric, a number within it, and all of its options, named as in Keras
    floatx               the type in which Keras computed; `oracle` instead where Keras was not asked
    true, pred, weights  dtype (named as in Rust), shape, values in C order, or the name of a file instead of values.
                         `true` is null for `mean` and `sum`. A bool array of weights is a mask
    value                the library's result, to 12 digits, so that one CPU's last bit does not show in the file:
                         a number, a list in C order (one value per threshold, class or target), a list of the rows
                         of a matrix, or the named lists of a curve. null is NaN, or the infinite first threshold
    scale                what a tolerance is relative to, beside the value, where terms cancel; shaped as the value,
                         or one number for a curve
    deviates             only if the library differs from the definition, and how
    defined              then, and not of means: the value by definition; null, or null in a list, is undefined
    refused              the contract by which the data is not accepted at all

    The reference files add: source, the Keras file; note, how the data was brought into an accepted form; tolerance,
    absolute, which allows one unit in the last digit that was printed.

An f32 value is printed with the fewest digits that give back its bits, read as f64 and rounded to f32.
"""

import sys

sys.dont_write_bytecode = True

from golden import environment  # noqa: E402

environment.enter()

import numpy as np  # noqa: E402
import pycm  # noqa: E402
import scipy  # noqa: E402
import sklearn  # noqa: E402
import statsmodels  # noqa: E402

from golden import (  # noqa: E402
    association_cases, bootstrap_cases, calibration_cases, clustering_cases, comparison_cases, count_cases, count_reference, diagnostic_cases, divergence_cases, error_cases, forecasts, group_cases,
    histogram_cases, mean_cases, mean_reference, multilabel, overlap_cases, probabilities, quantiles, rank_cases, ranking_cases,
    rater_cases, regression, relative_cases, report_cases, retrieval_cases, scikit_cases, sum_cases,
)  # fmt: skip
from golden.backend import keras, tf  # noqa: E402
from golden.cases import SEED  # noqa: E402


def main():
    asked = dict(keras=keras.__version__, tensorflow=tf.__version__, numpy=np.__version__)
    counted = {"scikit-learn": sklearn.__version__, "numpy": np.__version__}
    ledgers = []
    for name, make, head in (
        ("keras_mean.json", mean_cases.ledger, asked | dict(seed=SEED)),
        ("keras_reference.json", mean_reference.ledger, asked),
        ("keras_counts.json", count_cases.ledger, asked | dict(seed=SEED)),
        ("keras_counts_reference.json", count_reference.ledger, asked),
        ("sklearn_counts.json", scikit_cases.ledger, counted | dict(seed=SEED)),
        (multilabel.FILE, multilabel.ledger, counted | dict(seed=SEED)),
        (probabilities.FILE, probabilities.ledger, counted | dict(seed=SEED)),
        (regression.FILE, regression.ledger, counted | dict(seed=SEED)),
        (quantiles.FILE, quantiles.ledger, counted | dict(seed=SEED)),
        (forecasts.FILE, forecasts.ledger, forecasts.VERSIONS | dict(seed=SEED)),
    ):
        ledgers.append((name, make()))
        ledgers[-1][1].write(name, **head)
    diagnostic_cases.write("sklearn_diagnostics.json", **counted, pycm=pycm.__version__)
    association_cases.write("sklearn_association.json", **counted, scipy=scipy.__version__)
    overlap_cases.write("sklearn_overlap.json", **counted)
    rater_cases.write("statsmodels_raters.json", statsmodels=statsmodels.__version__, numpy=np.__version__)
    report_cases.write("sklearn_reports.json", **counted, seed=SEED)
    ranking_cases.write("sklearn_ranking.json", **ranking_cases.VERSIONS)
    comparison_cases.main()
    error_cases.write(error_cases.FILE, **error_cases.VERSIONS)
    sum_cases.write(sum_cases.FILE, **sum_cases.VERSIONS)
    divergence_cases.write(divergence_cases.FILE, **divergence_cases.VERSIONS)
    histogram_cases.write(histogram_cases.FILE, **histogram_cases.VERSIONS)
    relative_cases.write(relative_cases.FILE, **relative_cases.VERSIONS)
    clustering_cases.write(clustering_cases.FILE, **clustering_cases.VERSIONS)
    rank_cases.write(rank_cases.FILE, **rank_cases.VERSIONS)
    bootstrap_cases.write(bootstrap_cases.FILE, **bootstrap_cases.VERSIONS)
    group_cases.write(group_cases.FILE, **group_cases.VERSIONS)
    retrieval_cases.write(retrieval_cases.FILE, **retrieval_cases.VERSIONS)
    calibration_cases.write("sklearn_calibration.json", **calibration_cases.VERSIONS)
    for name, ledger in ledgers:
        ledger.report(f"{name} ({'in tolerances' if 'reference' in name else 'relative'})")


if __name__ == "__main__":
    main()
