//! Evaluation metrics for machine-learning models on [`ndarray`] arrays, with the names and numbers
//! of Keras 3.
//!
//! Every metric evaluates one batch, or runs over many: it takes batches, merges with other
//! metrics, and gives the same bits however the data was split. A mean also gives one value per
//! sample.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::prelude::*;
//!
//! let (y_true, y_pred) = (array![0, 1, 1, 0], array![0.2_f32, 0.8, 0.4, 0.6]);
//! assert_eq!(metrics::binary_accuracy(&y_true, &y_pred)?, 0.5);
//! assert_eq!(BinaryAccuracy { threshold: 0.7 }.evaluate(&y_true, &y_pred)?, 0.75);
//! # Ok::<(), Error>(())
//! ```
//!
//! Arrays of any kind are taken by reference: owned arrays, views, slices, columns, static and
//! dynamic dimensions, in any memory layout. [`metrics`] lists the forms that a metric has.
//!
//! # Five nouns
//!
//! A **sample shape** is the shape of one sample, without the batch axis. Checking an array against
//! it returns the number of samples, or an error that says what to change ([`shape`]).
//!
//! ```
//! use ndarray::Array;
//! use ndarray_metrics::shape::SampleShape;
//!
//! let series = SampleShape::new([None, Some(1)]); // any number of time steps, one feature
//! assert_eq!(series.check(&Array::<f32, _>::zeros((1000, 50, 1))), Ok(1000));
//! assert!(series.check(&Array::<f32, _>::zeros((1000, 50))).is_err());
//! ```
//!
//! A **measure** is a formula with its options and no data: a struct whose fields are the options
//! ([`Measure`]).
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! # let (y_true, y_pred) = (array![1, 0], array![2.0, -2.0]);
//! let measure = BinaryCrossentropy { from_logits: true, ..Default::default() };
//! let loss = measure.evaluate(&y_true, &y_pred)?;
//! # assert!((loss - (-2_f64).exp().ln_1p()).abs() < 1e-15);
//! # Ok::<(), Error>(())
//! ```
//!
//! A **state** is what a measure remembers of its data: plain data that merges ([`state`]). It
//! knows neither the element type nor the dimension of an array.
//!
//! An **observer** says how samples fill a state ([`Observer`]). A measure names its observer and
//! reads a value off the state, so that several measures may read one state.
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! let mut stream = MeanSquaredError.streaming();
//! stream.update(&array![1.0, 2.0], &array![4.0, 5.0])?;
//! assert_eq!(stream.result(), Ok(9.0));
//! assert_eq!(RootMeanSquaredError.read(stream.state()), Ok(3.0));
//! # Ok::<(), Error>(())
//! ```
//!
//! A **metric** is a running evaluation, a measure together with its state ([`Metric`]). A tuple of
//! measures reads each batch once for all its members, and keeps one state for equal observers.
//!
//! ```
//! # use ndarray::array;
//! # use ndarray_metrics::prelude::*;
//! let mut stream = (MeanSquaredError, MeanAbsoluteError).streaming();
//! stream.update(&array![0.0, 3.0], &array![1.0, 3.0])?;
//! let mut other = stream.clone();
//! other.reset();
//! other.update(&array![5.0], &array![7.0])?;
//! stream.merge(&other)?;
//! assert_eq!(stream.result(), (Ok(5.0 / 3.0), Ok(1.0)));
//! # Ok::<(), Error>(())
//! ```
//!
//! # What is promised
//!
//! - **Same bits.** A result depends on the multiset of (truth, prediction, weight) alone: the same
//!   `f64` for any batch split, sample order, merge tree, thread count, memory layout and
//!   instruction set. Sums are exact, as whole multiples of 2^-1074
//!   ([`ExactSum`](state::ExactSum)), and rounded when they are read. Inside one row of classes the
//!   order of the classes is fixed.
//! - **Right digits.** Arithmetic is `f64` for every element type. A mean is within 0.51 ulp of the
//!   exact quotient of its two sums; each metric states the error of its terms. Logarithm and
//!   exponential are within 1 ulp and the same on every platform ([`math`]).
//! - **All or nothing.** A refused batch leaves a metric bit for bit as it was. No input
//!   panics.
//! - **Undefined is said.** Without samples, with a total weight or a denominator of zero, or
//!   beyond the range of `f64`, a result is a typed [`Undefined`], not 0 and not NaN. An empty
//!   batch is accepted and changes nothing. `result().unwrap_or(0.0)` is the caller's choice.
//! - **No guessing.** Shapes are equal or refused, never broadcast or squeezed. Predictions are
//!   probabilities unless `from_logits` says otherwise. A number that is not finite, a label out of
//!   range and a probability outside [0, 1] are refused; the error names the argument, the index
//!   and what to change ([`Error`], [`domain`]).
//! - **Any element type.** `f32`, `f64`, integers up to 64 bits and `bool`, truth and prediction
//!   each of its own ([`element`]). Two integers are subtracted exactly; labels are never rounded.
//! - **One weight rule.** Weights carry leading axes and count for everything under them; a mask is
//!   an array of `bool` weights. A number of weight 0 is not looked at: padding may hold anything.
//! - **Keras's numbers.** Names, defaults and conventions of Keras 3.15.1, and its values within
//!   1e-6, except where the table below says otherwise.
//!
//! [`laws::check`] tests these promises for any measure and any batch.
//!
//! # Conventions
//!
//! - **Arguments:** truth first, then prediction, then weights, as in Keras and scikit-learn.
//! - **Axes:** the batch axis is the first, classes lie along the last. Keras's `axis` is not
//!   copied, because a view permutes axes for free: `array.view().permuted_axes([0, 2, 1])`.
//! - **Units:** a mean is over units, Σw·ℓ/Σw: over elements, or over rows where a row of classes
//!   is one unit. A longer sample has more units, whichever batch it came in.
//! - **Weights:** of shape `[batch]`, `[batch, time]`, .. up to that of the units; finite and at
//!   least 0. Without weights every weight is 1.
//! - **Labels:** binary labels are exactly 0 and 1, `bool` included; class labels are whole numbers
//!   from 0 on; the truth of a crossentropy may be soft, in [0, 1].
//! - **Thresholds and epsilons** are rounded to the prediction's type before they are used, as in
//!   Keras. A score equal to a threshold is negative; among equal scores the lowest class wins.
//! - **Per sample** is one number per index of the batch axis: the mean over the sample's units,
//!   NaN where it has no weight.
//!
//! # Metrics
//!
//! | struct | function | state | per sample | differs from Keras |
//! |---|---|---|---|---|
//! | [`Accuracy`](metrics::Accuracy) | [`accuracy`](fn@metrics::accuracy) | [`WeightedMean`](state::WeightedMean) | yes | 1.9 does not equal 1; a fraction predicted for a label is refused |
//! | [`BinaryAccuracy`](metrics::BinaryAccuracy) | [`binary_accuracy`](metrics::binary_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | labels other than 0 and 1 are refused; the threshold of `f64` scores stays `f64` |
//! | [`CategoricalAccuracy`](metrics::CategoricalAccuracy) | [`categorical_accuracy`](metrics::categorical_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | |
//! | [`SparseCategoricalAccuracy`](metrics::SparseCategoricalAccuracy) | [`sparse_categorical_accuracy`](metrics::sparse_categorical_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | labels out of range are refused, and labels are never rounded |
//! | [`TopKCategoricalAccuracy`](metrics::TopKCategoricalAccuracy) | [`top_k_categorical_accuracy`](metrics::top_k_categorical_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | with ties, exactly k classes are among the best k |
//! | [`SparseTopKCategoricalAccuracy`](metrics::SparseTopKCategoricalAccuracy) | [`sparse_top_k_categorical_accuracy`](metrics::sparse_top_k_categorical_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | the same; labels out of range are refused |
//! | [`BinaryCrossentropy`](metrics::BinaryCrossentropy) | [`binary_crossentropy`](metrics::binary_crossentropy) | [`WeightedMean`](state::WeightedMean) | yes | scores outside [0, 1] are refused, not clipped; 1 − p is not rounded to `f32` |
//! | [`CategoricalCrossentropy`](metrics::CategoricalCrossentropy) | [`categorical_crossentropy`](metrics::categorical_crossentropy) | [`WeightedMean`](state::WeightedMean) | yes | the same; a row of zeros is refused, not NaN |
//! | [`SparseCategoricalCrossentropy`](metrics::SparseCategoricalCrossentropy) | [`sparse_categorical_crossentropy`](metrics::sparse_categorical_crossentropy) | [`WeightedMean`](state::WeightedMean) | yes | the same; labels out of range are refused; ignored labels count nowhere; TensorFlow normalises once more after clipping, so that a certain row costs (classes − 1)·ε there and ε here |
//! | [`BinaryFocalCrossentropy`](metrics::BinaryFocalCrossentropy) | [`binary_focal_crossentropy`](metrics::binary_focal_crossentropy) | [`WeightedMean`](state::WeightedMean) | yes | logits do not saturate |
//! | [`CategoricalFocalCrossentropy`](metrics::CategoricalFocalCrossentropy) | [`categorical_focal_crossentropy`](metrics::categorical_focal_crossentropy) | [`WeightedMean`](state::WeightedMean) | yes | logits do not saturate |
//! | [`KlDivergence`](metrics::KlDivergence) | [`kl_divergence`](metrics::kl_divergence) | [`WeightedMean`](state::WeightedMean) | yes | numbers outside [0, 1] are refused, not clipped |
//! | [`Poisson`](metrics::Poisson) | [`poisson`](fn@metrics::poisson) | [`WeightedMean`](state::WeightedMean) | yes | negative numbers are refused |
//! | [`MeanSquaredError`](metrics::MeanSquaredError) | [`mean_squared_error`](metrics::mean_squared_error) | [`WeightedMean`](state::WeightedMean) | yes | integers do not wrap |
//! | [`RootMeanSquaredError`](metrics::RootMeanSquaredError) | [`root_mean_squared_error`](metrics::root_mean_squared_error) | [`WeightedMean`](state::WeightedMean) | yes | masks are heeded |
//! | [`MeanAbsoluteError`](metrics::MeanAbsoluteError) | [`mean_absolute_error`](metrics::mean_absolute_error) | [`WeightedMean`](state::WeightedMean) | yes | integers do not wrap |
//! | [`MeanAbsolutePercentageError`](metrics::MeanAbsolutePercentageError) | [`mean_absolute_percentage_error`](metrics::mean_absolute_percentage_error) | [`WeightedMean`](state::WeightedMean) | yes | integers do not wrap |
//! | [`MeanSquaredLogarithmicError`](metrics::MeanSquaredLogarithmicError) | [`mean_squared_logarithmic_error`](metrics::mean_squared_logarithmic_error) | [`WeightedMean`](state::WeightedMean) | yes | negative numbers count as they are, and are not raised to ε |
//! | [`LogCoshError`](metrics::LogCoshError) | [`log_cosh`](metrics::log_cosh) | [`WeightedMean`](state::WeightedMean) | yes | small errors do not cancel to 0 |
//! | [`Huber`](metrics::Huber) | [`huber`](fn@metrics::huber) | [`WeightedMean`](state::WeightedMean) | yes | |
//! | [`CosineSimilarity`](metrics::CosineSimilarity) | [`cosine_similarity`](metrics::cosine_similarity) | [`WeightedMean`](state::WeightedMean) | yes | right for numbers above 1e19 and norms below 1e-7 |
//! | [`Hinge`](metrics::Hinge) | [`hinge`](fn@metrics::hinge) | [`WeightedMean`](state::WeightedMean) | yes | a label of 0 is negative in every batch |
//! | [`SquaredHinge`](metrics::SquaredHinge) | [`squared_hinge`](metrics::squared_hinge) | [`WeightedMean`](state::WeightedMean) | yes | the same |
//! | [`CategoricalHinge`](metrics::CategoricalHinge) | [`categorical_hinge`](metrics::categorical_hinge) | [`WeightedMean`](state::WeightedMean) | yes | |
//! | [`Mean`](metrics::Mean) of values | [`mean`](fn@metrics::mean) | [`WeightedMean`](state::WeightedMean) | no | every value weighs the same; negative weights are refused |
//! | [`Sum`](metrics::Sum) of values | [`sum`](fn@metrics::sum) | [`WeightedMean`](state::WeightedMean) | no | the sum of nothing is undefined |
//! | [`MeanOf`](metrics::MeanOf) a closure | | [`WeightedMean`](state::WeightedMean) | yes | Keras's `MeanMetricWrapper`, element by element |
//! | [`TruePositives`](metrics::TruePositives) | | [`ThresholdCounts`](state::ThresholdCounts) | no | labels other than 0 and 1 are refused; counts do not stop at 2^24 |
//! | [`FalsePositives`](metrics::FalsePositives) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`TrueNegatives`](metrics::TrueNegatives) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`FalseNegatives`](metrics::FalseNegatives) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`Precision`](metrics::Precision) | [`precision`](fn@metrics::precision) | [`ThresholdCounts`](state::ThresholdCounts) | no | without a positive decision undefined, not 0 |
//! | [`Recall`](metrics::Recall) | [`recall`](fn@metrics::recall) | [`ThresholdCounts`](state::ThresholdCounts) | no | without a positive undefined, not 0 |
//! | [`SensitivityAtSpecificity`](metrics::SensitivityAtSpecificity) | | [`ThresholdCounts`](state::ThresholdCounts) | no | undefined, not 0, where the demand is out of reach |
//! | [`SpecificityAtSensitivity`](metrics::SpecificityAtSensitivity) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`PrecisionAtRecall`](metrics::PrecisionAtRecall) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`RecallAtPrecision`](metrics::RecallAtPrecision) | | [`ThresholdCounts`](state::ThresholdCounts) | no | the same |
//! | [`Auc`](metrics::Auc) | [`auc`](fn@metrics::auc) | `Vec` of [`ThresholdCounts`](state::ThresholdCounts) | no | with one class undefined, not 0 or 1 |
//! | [`FBetaScore`](metrics::FBetaScore) | [`f_beta_score`](metrics::f_beta_score) | [`ClassCounts`](state::ClassCounts) | no | absent classes are left out of means; a perfect score is 1; of equal largest scores the lowest class is predicted |
//! | [`F1Score`](metrics::F1Score) | [`f1_score`](metrics::f1_score) | [`ClassCounts`](state::ClassCounts) | no | the same |
//! | [`Iou`](metrics::Iou) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | labels out of range are refused, weights are not truncated, a perfect value is 1, an ignored class has none |
//! | [`BinaryIou`](metrics::BinaryIou) | [`binary_iou`](metrics::binary_iou) | [`ConfusionMatrix`](state::ConfusionMatrix) | no | labels other than 0 and 1 are refused, weights are not truncated, a perfect value is 1 |
//! | [`MeanIou`](metrics::MeanIou) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | as `Iou` |
//! | [`OneHotIou`](metrics::OneHotIou) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | as `Iou` |
//! | [`OneHotMeanIou`](metrics::OneHotMeanIou) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | as `Iou` |
//! | [`Confusion`](metrics::Confusion) | [`confusion_matrix`](metrics::confusion_matrix) | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`BalancedAccuracy`](metrics::BalancedAccuracy) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`MatthewsCorrelation`](metrics::MatthewsCorrelation) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`CohenKappa`](metrics::CohenKappa) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`ExpectedCost`](metrics::ExpectedCost) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`CramersV`](metrics::CramersV) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`TschuprowsT`](metrics::TschuprowsT) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`ContingencyCoefficient`](metrics::ContingencyCoefficient) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`TheilsU`](metrics::TheilsU) | | [`ConfusionMatrix`](state::ConfusionMatrix) | no | not in Keras |
//! | [`RocAuc`](metrics::RocAuc) | [`roc_auc`](fn@metrics::roc_auc) | [`RankedScores`](state::RankedScores) | no | the exact area that Keras's `AUC` approximates; not in Keras |
//! | [`AveragePrecision`](metrics::AveragePrecision) | [`average_precision`](fn@metrics::average_precision) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`KolmogorovSmirnov`](metrics::KolmogorovSmirnov) | [`kolmogorov_smirnov`](metrics::kolmogorov_smirnov) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`GiniCoefficient`](metrics::GiniCoefficient) | [`gini_coefficient`](metrics::gini_coefficient) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`PartialRocAuc`](metrics::PartialRocAuc) | | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`LogAuc`](metrics::LogAuc) | [`log_auc`](metrics::log_auc) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`EqualErrorRate`](metrics::EqualErrorRate) | [`equal_error_rate`](metrics::equal_error_rate) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`ConvexHullEqualErrorRate`](metrics::ConvexHullEqualErrorRate) | [`convex_hull_equal_error_rate`](metrics::convex_hull_equal_error_rate) | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`CumulativeGain`](metrics::CumulativeGain) | | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`Lift`](metrics::Lift) | | [`RankedScores`](state::RankedScores) | no | not in Keras |
//! | [`ExactRecallAtPrecision`](metrics::ExactRecallAtPrecision) | | [`RankedScores`](state::RankedScores) | no | Keras's `RecallAtPrecision` over all thresholds |
//! | [`ExactPrecisionAtRecall`](metrics::ExactPrecisionAtRecall) | | [`RankedScores`](state::RankedScores) | no | Keras's `PrecisionAtRecall` over all thresholds |
//! | [`ExactSensitivityAtSpecificity`](metrics::ExactSensitivityAtSpecificity) | | [`RankedScores`](state::RankedScores) | no | Keras's `SensitivityAtSpecificity` over all thresholds |
//! | [`ExactSpecificityAtSensitivity`](metrics::ExactSpecificityAtSensitivity) | | [`RankedScores`](state::RankedScores) | no | Keras's `SpecificityAtSensitivity` over all thresholds |
//! | [`Pooled`](metrics::Pooled) | | [`RankedScores`](state::RankedScores) | no | not in Keras; a ranking metric of all elements |
//! | [`PerColumn`](metrics::PerColumn) | | `Vec` of [`RankedScores`](state::RankedScores) | no | not in Keras; a ranking metric of each column |
//! | [`Averaged`](metrics::Averaged) | | `Vec` of [`RankedScores`](state::RankedScores) | no | not in Keras; the mean of a ranking metric over columns |
//! | [`OneVsRest`](metrics::OneVsRest) | | `Vec` of [`RankedScores`](state::RankedScores) | no | not in Keras; a ranking metric of each class against all others |
//! | [`AveragedOneVsRest`](metrics::AveragedOneVsRest) | | `Vec` of [`RankedScores`](state::RankedScores) | no | not in Keras; its mean over classes, or all columns ranked together |
//! | [`OneVsOneRocAuc`](metrics::OneVsOneRocAuc) | | [`ScoresByClass`](state::ScoresByClass) | no | not in Keras |
//! | [`BrierScore`](metrics::BrierScore) | [`brier_score`](metrics::brier_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`CalibrationError`](metrics::CalibrationError) | [`calibration_error`](metrics::calibration_error) | [`Reliability`](state::Reliability) | no | not in Keras |
//! | [`TopLabelCalibrationError`](metrics::TopLabelCalibrationError) | [`top_label_calibration_error`](metrics::top_label_calibration_error) | [`Reliability`](state::Reliability) | no | not in Keras |
//! | [`R2Score`](metrics::R2Score) | [`r2_score`](fn@metrics::r2_score) | [`Moments`](state::Moments) | no | right at every offset; a constant target is undefined |
//! | [`R2ScorePerColumn`](metrics::R2ScorePerColumn) | | [`Moments`](state::Moments) | no | Keras's `class_aggregation=None` |
//! | [`PearsonCorrelation`](metrics::PearsonCorrelation) | [`pearson_correlation`](fn@metrics::pearson_correlation) | [`Moments`](state::Moments) | no | pooled, not a mean over rows |
//! | [`PearsonCorrelationPerRow`](metrics::PearsonCorrelationPerRow) | | [`WeightedMean`](state::WeightedMean) | yes | Keras's mean over rows; a constant row is refused |
//! | [`ConcordanceCorrelation`](metrics::ConcordanceCorrelation) | [`concordance_correlation`](fn@metrics::concordance_correlation) | [`Moments`](state::Moments) | no | pooled, not a mean over rows; no ε |
//! | [`ConcordanceCorrelationPerRow`](metrics::ConcordanceCorrelationPerRow) | | [`WeightedMean`](state::WeightedMean) | yes | Keras's mean over rows; a constant row is refused |
//! | [`ElementMoments`](metrics::ElementMoments) | | [`Moments`](state::Moments) | no | not in Keras; the moments of all elements |
//! | [`ColumnMoments`](metrics::ColumnMoments) | | [`Moments`](state::Moments) | no | not in Keras; the moments of each column |
//! | [`Specificity`](metrics::Specificity) | [`specificity`](fn@metrics::specificity) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`NegativePredictiveValue`](metrics::NegativePredictiveValue) | [`negative_predictive_value`](fn@metrics::negative_predictive_value) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`FalsePositiveRate`](metrics::FalsePositiveRate) | [`false_positive_rate`](fn@metrics::false_positive_rate) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`FalseNegativeRate`](metrics::FalseNegativeRate) | [`false_negative_rate`](fn@metrics::false_negative_rate) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`BinaryF1Score`](metrics::BinaryF1Score) | [`binary_f1_score`](metrics::binary_f1_score) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`BinaryFBetaScore`](metrics::BinaryFBetaScore) | [`binary_f_beta_score`](metrics::binary_f_beta_score) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`BinaryMatthewsCorrelation`](metrics::BinaryMatthewsCorrelation) | [`binary_matthews_correlation`](metrics::binary_matthews_correlation) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`BinaryCohenKappa`](metrics::BinaryCohenKappa) | [`binary_cohen_kappa`](metrics::binary_cohen_kappa) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`PositiveLikelihoodRatio`](metrics::PositiveLikelihoodRatio) | [`positive_likelihood_ratio`](metrics::positive_likelihood_ratio) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`NegativeLikelihoodRatio`](metrics::NegativeLikelihoodRatio) | [`negative_likelihood_ratio`](metrics::negative_likelihood_ratio) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`DiagnosticOddsRatio`](metrics::DiagnosticOddsRatio) | [`diagnostic_odds_ratio`](metrics::diagnostic_odds_ratio) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`Informedness`](metrics::Informedness) | [`informedness`](fn@metrics::informedness) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`Markedness`](metrics::Markedness) | [`markedness`](fn@metrics::markedness) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`GeometricMeanScore`](metrics::GeometricMeanScore) | [`geometric_mean_score`](metrics::geometric_mean_score) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`BinaryFowlkesMallows`](metrics::BinaryFowlkesMallows) | [`binary_fowlkes_mallows`](metrics::binary_fowlkes_mallows) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`FalseDiscoveryRate`](metrics::FalseDiscoveryRate) | [`false_discovery_rate`](metrics::false_discovery_rate) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`FalseOmissionRate`](metrics::FalseOmissionRate) | [`false_omission_rate`](metrics::false_omission_rate) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`Prevalence`](metrics::Prevalence) | [`prevalence`](fn@metrics::prevalence) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`DetectionPrevalence`](metrics::DetectionPrevalence) | [`detection_prevalence`](metrics::detection_prevalence) | [`ThresholdCounts`](state::ThresholdCounts) | no | not in Keras |
//! | [`SubsetAccuracy`](metrics::SubsetAccuracy) | [`subset_accuracy`](metrics::subset_accuracy) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`HammingLoss`](metrics::HammingLoss) | [`hamming_loss`](metrics::hamming_loss) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SampleJaccard`](metrics::SampleJaccard) | [`sample_jaccard`](metrics::sample_jaccard) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SampleF1Score`](metrics::SampleF1Score) | [`sample_f1_score`](metrics::sample_f1_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SampleFBetaScore`](metrics::SampleFBetaScore) | [`sample_f_beta_score`](metrics::sample_f_beta_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SamplePrecision`](metrics::SamplePrecision) | [`sample_precision`](metrics::sample_precision) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SampleRecall`](metrics::SampleRecall) | [`sample_recall`](metrics::sample_recall) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`LabelRankingAveragePrecision`](metrics::LabelRankingAveragePrecision) | [`label_ranking_average_precision`](metrics::label_ranking_average_precision) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`CoverageError`](metrics::CoverageError) | [`coverage_error`](metrics::coverage_error) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`LabelRankingLoss`](metrics::LabelRankingLoss) | [`label_ranking_loss`](metrics::label_ranking_loss) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`CategoricalBrierScore`](metrics::CategoricalBrierScore) | [`categorical_brier_score`](metrics::categorical_brier_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SparseCategoricalBrierScore`](metrics::SparseCategoricalBrierScore) | [`sparse_categorical_brier_score`](metrics::sparse_categorical_brier_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`RankedProbabilityScore`](metrics::RankedProbabilityScore) | [`ranked_probability_score`](metrics::ranked_probability_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SphericalScore`](metrics::SphericalScore) | [`spherical_score`](metrics::spherical_score) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`Perplexity`](metrics::Perplexity) | [`perplexity`](fn@metrics::perplexity) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`BitsPerLabel`](metrics::BitsPerLabel) | [`bits_per_label`](metrics::bits_per_label) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`D2LogLossScore`](metrics::D2LogLossScore) | [`d2_log_loss_score`](metrics::d2_log_loss_score) | `Vec` of [`WeightedMean`](state::WeightedMean) | no | not in Keras |
//! | [`D2BrierScore`](metrics::D2BrierScore) | [`d2_brier_score`](metrics::d2_brier_score) | `Vec` of [`WeightedMean`](state::WeightedMean) | no | not in Keras |
//! | [`PredictionSetCoverage`](metrics::PredictionSetCoverage) | [`prediction_set_coverage`](metrics::prediction_set_coverage) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`PredictionSetSize`](metrics::PredictionSetSize) | [`prediction_set_size`](metrics::prediction_set_size) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`EmptyPredictionSets`](metrics::EmptyPredictionSets) | [`empty_prediction_sets`](metrics::empty_prediction_sets) | [`WeightedMean`](state::WeightedMean) | yes | not in Keras |
//! | [`SizeStratifiedCoverage`](metrics::SizeStratifiedCoverage) | [`size_stratified_coverage`](metrics::size_stratified_coverage) | `Vec` of [`WeightedMean`](state::WeightedMean) | no | not in Keras |
//! | [`AtThresholds`](metrics::AtThresholds) | | [`ThresholdCounts`](state::ThresholdCounts) | no | Keras's lists of `thresholds` |
//!
//! Two differences hold for all metrics. Where Keras broadcasts, squeezes, lets NaN through or
//! gives 0 for no data, the input is refused or the result [`Undefined`]. And all means pool units:
//! Keras averages within a sample first, and most of its metrics within a batch of rank 1, so that
//! the share of an element depends on the length of its sample or batch there.
//!
//! # Where to read on
//!
//! - [`metrics`]: the forms of a metric, and each with its formula, shapes, error bound and
//!   example.
//! - [`report`]: classification and regression reports, confusion matrices with names.
//! - [`mean`]: a mean of your own in ten lines, or in one with [`MeanOf`](metrics::MeanOf).
//! - [`Measure`]: another value of an existing state; [`Observer`]: a state of your own.
//! - [`laws`]: one call that tests a metric of your own.
//! - `collection` (feature `collection`): metrics by name, chosen at run time.
//! - [`guide`]: choosing a metric; weights and masks; streaming and merging; coming from Keras,
//!   scikit-learn, torchmetrics or linfa; more than fifty wrong answers of other libraries, and the answers
//!   of this crate.
//! - [`shape`]: shapes of samples and of several inputs.
//! - [`Error`] and [`Undefined`]: every reason to refuse an input, and every reason for no value.
//! - [`InstructionSet`]: limits the instructions in use, to test that results do not depend on
//!   them.
//!
//! # Features
//!
//! None is on by default.
//!
//! - `collection`: collections of metrics that are chosen at run time, by name or from a
//!   configuration file. They are compiled in this crate, once.
//! - `half`: arrays of `f16` and `bf16`.
//! - `rayon` evaluates a large batch on all cores, with the same bits as on one.
//! - `serde` writes a running metric, as bytes ([`Streaming`]'s `to_bytes`) or in any format of
//!   serde, and restores it ([`Streaming`]'s `restore` and `restore_from`): the restored metric
//!   goes on with the same bits. Version, measure, options and a checksum are written and checked.
//!   States can be written by themselves, too. A checksum finds damage, not forgery: whoever can
//!   write a checkpoint can write its checksum. What is restored is held to what data can make, so
//!   that a forged state still reads as a possible value; to know who wrote it, sign the bytes with a
//!   message authentication code (HMAC) or a signature, and verify them before `restore`.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)
)]

mod batch;
#[cfg(feature = "collection")]
pub mod collection;
pub mod domain;
pub mod element;
mod error;
mod evaluate;
mod exact;
mod groups;
pub mod guide;
mod kernel;
pub mod laws;
pub mod mean;
mod measure;
mod metric;
pub mod metrics;
mod output;
mod pass;
pub mod prelude;
pub mod report;
mod scale;
pub mod shape;
pub mod state;
mod text;

// Optional features come last, so that their methods are documented after the others.
#[cfg(feature = "serde")]
mod checkpoint;

pub use batch::{Block, Layout, Shapes};
pub use error::{Error, Undefined};
pub use evaluate::Evaluate;
pub use groups::Grouped;
pub use kernel::{InstructionSet, math};
#[doc(hidden)]
pub use measure::Input;
pub use measure::{Measure, Member, Observer, StateOf};
pub use metric::{Metric, Streaming};
pub use output::Output;
pub use scale::{Direction, Scale, Unit};

/// Runs the README's examples with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
