//! Measures that read one state say so, and are fed once in a tuple; those that do not are not.

use ndarray_metrics::metrics::*;
use ndarray_metrics::state::{Averaging, PerClass};
use ndarray_metrics::{Measure, Observation};

/// What a measure shares.
fn observation(measure: &impl Measure) -> Observation {
    measure.observation().expect("an observation to share")
}

/// All of them are alike.
#[track_caller]
fn assert_shared(observations: &[Observation]) {
    assert!(observations.windows(2).all(|pair| pair[0] == pair[1]), "{observations:?}");
}

/// No two of them are alike.
#[track_caller]
fn assert_apart(observations: &[Observation]) {
    for (i, one) in observations.iter().enumerate() {
        assert!(!observations[..i].contains(one), "{one:?}");
    }
}

#[test]
fn readings_of_one_state_are_shared() {
    assert_shared(&[observation(&MeanSquaredError), observation(&RootMeanSquaredError)]);
    assert_shared(&[
        observation(&ElementMoments),
        observation(&PearsonCorrelation),
        observation(&ConcordanceCorrelation),
    ]);
    assert_shared(&[
        observation(&ColumnMoments),
        observation(&R2Score::default()),
        observation(&R2ScorePerColumn::default()),
    ]);
    assert_shared(&[observation(&RocAuc), observation(&AveragePrecision)]);
    assert_shared(&[
        observation(&Precision::default()),
        observation(&Recall::default()),
        observation(&Specificity::default()),
        observation(&FalsePositives::default()),
    ]);
    assert_shared(&[
        observation(&Confusion::new(3)),
        observation(&CohenKappa::new(3)),
        observation(&MatthewsCorrelation::new(3)),
        observation(&MeanIou::new(3)),
    ]);
    assert_shared(&[
        observation(&F1Score::new(PerClass)),
        observation(&F1Score::new(Averaging::Macro)),
        observation(&FBetaScore { average: PerClass, beta: 2.0, threshold: None }),
    ]);
}

/// Options that change what is counted, each alone.
#[test]
fn unlike_options_are_not_shared() {
    let calibration = CalibrationError::default();
    assert_apart(&[
        observation(&calibration),
        observation(&CalibrationError { num_bins: 3, ..calibration }),
        observation(&CalibrationError { from_logits: true, ..calibration }),
    ]);
    assert_apart(&[
        observation(&TopLabelCalibrationError::default()),
        observation(&TopLabelCalibrationError { num_bins: 3, ..Default::default() }),
    ]);
    assert_apart(&[
        observation(&BinaryIou::default()),
        observation(&BinaryIou { threshold: 0.25, ..Default::default() }),
    ]);
    let confusion = Confusion::new(3);
    assert_apart(&[
        observation(&confusion),
        observation(&Confusion::new(4)),
        observation(&Confusion { ignore_class: Some(0), ..confusion }),
        observation(&Confusion { ignore_class: Some(1), ..confusion }),
        observation(&Confusion { sparse_y_true: false, ..confusion }),
        observation(&Confusion { sparse_y_pred: false, ..confusion }),
        observation(&Confusion { sparse_y_true: false, sparse_y_pred: false, ..confusion }),
    ]);
    let score = FBetaScore { average: PerClass, beta: 1.0, threshold: None };
    assert_apart(&[
        observation(&score),
        observation(&FBetaScore { threshold: Some(0.0), ..score }),
        observation(&FBetaScore { threshold: Some(0.5), ..score }),
    ]);
    assert_apart(&[
        observation(&Precision::default()),
        observation(&Precision { top_k: Some(2), ..Default::default() }),
        observation(&Precision { class_id: Some(2), ..Default::default() }),
        observation(&Precision { threshold: Some(0.25), ..Default::default() }),
    ]);
    assert_apart(&[observation(&RocAuc), observation(&MeanSquaredError), observation(&confusion)]);
}
