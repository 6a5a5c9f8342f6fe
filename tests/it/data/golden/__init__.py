"""The parts of generate.py: what each file holds is said there.

    environment      the interpreter with the pinned versions; has to be entered before anything else is imported
    backend          Keras and TensorFlow, set up so that a second run gives the same bits
    cases            what a case is, random numbers on a grid, comparing, and writing
    readings         a metric of counts or moments, and random cases of it
    remarks          why a library's value is not the defined one, and why data is not accepted
    datasets         the held-out predictions of real models, which cases name rather than copy

    mean_*           metrics that are means or sums over units: formulas, data, metrics, reference values
    count_*          metrics that read counts or moments: formulas, data, metrics, marked cases, reference values
    moments          R² and the correlations: formulas in float64 and in exact arithmetic
    association_cases costs of confusions, and association: scikit-learn, scipy, and fractions
    diagnostic_cases what diagnostic tests are judged by: pycm, scikit-learn, and fractions
    scikit_*         metrics for which scikit-learn, or exact arithmetic, is the oracle
    ranking_*        readings of rankings; runs alone as `python3.11 -m golden.ranking_cases`
    comparison_cases two models on the same samples; runs alone as `python3.11 -m golden.comparison_cases`
    multilabel       several labels of a sample, for which scikit-learn is the oracle
    probabilities    scores of several classes' probabilities, for which scikit-learn, or exact arithmetic, is the oracle
    calibration_*    calibration of probabilities; runs alone as `python3.11 -m golden.calibration_cases`

Each metric has two who know its value: the library asked, and a naive definition that was written without looking at
the library's way. A value is entered only if they agree, or if the case says why they do not.
"""
