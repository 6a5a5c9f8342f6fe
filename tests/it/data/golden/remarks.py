"""Why a library's value is not the defined one, and why data is not accepted at all.

A reason that begins with "undefined" marks a value that the library gives where there is none.
"""

# Keras differs.

CLIPPED = "Keras clips scores to [0, 1] where the thresholds are evenly spaced"
ENDS = "Keras's outermost thresholds are -1e-7 and 1 + 1e-7: scores beyond them are cut off where thresholds are given"
BUCKETS = "Keras rounds a score that stands on a threshold into the bucket above it"
NONE_PREDICTED = "undefined: nothing is predicted positive; Keras says 0"
NONE_POSITIVE = "undefined: nothing is positive; Keras says 0"
NONE_NEGATIVE = "undefined: nothing is negative; Keras says 0"
NO_RATIO = "undefined: a zero denominator; Keras says 0"
INFEASIBLE = "undefined: no threshold reaches the bound; Keras says 0"
ROUNDED_BOUND = "Keras rounds the bound to float32, and so misses a share that is equal to it"
ONE_CLASS = "undefined: one class only; Keras says 0 or 1"
ONE_CLASS_COLUMN = "undefined: a label of one class only; Keras counts its area as 0"
ABSENT = "a class that is neither in the truth nor in the prediction counts as 0 in Keras, and not at all by definition"
TIED = "Keras predicts every class of a tie, by definition the lowest one is predicted"
NOTHING = "Keras predicts no class in a row whose largest score is 0"
EPSILON_BIAS = "Keras adds 1e-7 to the denominators, which is not small against these weights"
IGNORED = "a prediction of the ignored class gives that class an overlap of 0 in Keras, which enters the mean"
NO_SAMPLES = "undefined: no samples; Keras says 0"
NOT_COUNTED = "undefined: no target class occurs; Keras says 0"
WHOLE_STATE = "Keras counts in integers by default, and drops the fractions of the weights"
ROUNDED = "Keras rounds scores to float32, and so onto the threshold"
CONSTANT = "undefined: a constant target; Keras says 0"
ONE_CONSTANT = "undefined: one target is constant; Keras counts its score as 0"
ELEMENTS = "Keras adjusts by the number of elements, not of samples"
UNWEIGHTED = "Keras adjusts by the number of samples with those that have no weight"
FALLBACK = "undefined: too few samples for the adjustment; Keras gives R² without it"
CANCELLED = "the difference of sums of squares cancels in Keras"
ZERO_TIMES_NAN = "a row of weight 0 has no correlation: Keras says NaN of the whole"
SMALL_SPREAD = "Keras adds 1e-7 to the denominator, which is not small against this spread"
NO_SPREAD = "undefined: identical constants; Keras says 0"

# scikit-learn differs.

SCIKIT_SAYS_ZERO = "undefined: a zero denominator; scikit-learn says 0"
SCIKIT_NO_POSITIVE = "undefined: nothing is positive; scikit-learn says 0"

# Contracts.

LABELS_0_1 = "a binary label is 0 or 1"
SHAPES = "truth and prediction have equal shapes"
NEGATIVE = "a weight is not negative"
LABEL_RANGE = "a label is one of the classes, or the ignored one"
