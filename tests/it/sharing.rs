//! Measures with equal observers share one state in a tuple, which is filled once; measures whose
//! observers differ do not.

use std::any::Any;
use std::fmt::Debug;

use ndarray_metrics::metrics::*;
use ndarray_metrics::state::{Average, PerClass};
use ndarray_metrics::{Measure, Observer};

/// An observer of any type, to be compared with others.
trait AnyObserver: Debug {
    fn equals(&self, other: &dyn AnyObserver) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<O: Observer> AnyObserver for O {
    fn equals(&self, other: &dyn AnyObserver) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn observer(measure: &impl Measure) -> Box<dyn AnyObserver> {
    Box::new(measure.observer())
}

/// All of them are alike.
#[track_caller]
fn assert_shared(observers: &[Box<dyn AnyObserver>]) {
    assert!(observers.windows(2).all(|pair| pair[0].equals(&*pair[1])), "{observers:?}");
}

/// No two of them are alike.
#[track_caller]
fn assert_apart(observers: &[Box<dyn AnyObserver>]) {
    for (i, one) in observers.iter().enumerate() {
        assert!(!observers[..i].iter().any(|other| other.equals(&**one)), "{one:?}");
    }
}

#[test]
fn readings_of_one_state_are_shared() {
    assert_shared(&[observer(&MeanSquaredError), observer(&RootMeanSquaredError)]);
    assert_shared(&[
        observer(&ElementMoments),
        observer(&PearsonCorrelation),
        observer(&ConcordanceCorrelation),
    ]);
    assert_shared(&[
        observer(&ColumnMoments),
        observer(&R2Score::default()),
        observer(&R2ScorePerColumn::default()),
    ]);
    assert_shared(&[observer(&RocAuc), observer(&AveragePrecision)]);
    assert_shared(&[
        observer(&Precision::default()),
        observer(&Recall::default()),
        observer(&Specificity::default()),
        observer(&FalsePositives::default()),
    ]);
    assert_shared(&[
        observer(&Confusion::new(3)),
        observer(&CohenKappa::new(3)),
        observer(&MatthewsCorrelation::new(3)),
        observer(&MeanIou::new(3)),
    ]);
    assert_shared(&[
        observer(&F1Score::new(PerClass)),
        observer(&F1Score::new(Average::Macro)),
        observer(&FBetaScore { average: PerClass, beta: 2.0, threshold: None }),
    ]);
}

/// Options that change what is counted, each alone.
#[test]
fn unlike_options_are_not_shared() {
    let calibration = CalibrationError::default();
    assert_apart(&[
        observer(&calibration),
        observer(&CalibrationError { num_bins: 3, ..calibration }),
        observer(&CalibrationError { from_logits: true, ..calibration }),
    ]);
    assert_apart(&[
        observer(&TopLabelCalibrationError::default()),
        observer(&TopLabelCalibrationError { num_bins: 3, ..Default::default() }),
    ]);
    assert_apart(&[
        observer(&ClasswiseCalibrationError::default()),
        observer(&ClasswiseCalibrationError { num_bins: 3, ..Default::default() }),
    ]);
    assert_apart(&[
        observer(&BinaryIou::default()),
        observer(&BinaryIou { threshold: 0.25, ..Default::default() }),
    ]);
    let confusion = Confusion::new(3);
    assert_apart(&[
        observer(&confusion),
        observer(&Confusion::new(4)),
        observer(&Confusion { ignore_class: Some(0), ..confusion }),
        observer(&Confusion { ignore_class: Some(1), ..confusion }),
        observer(&Confusion { sparse_y_true: false, ..confusion }),
        observer(&Confusion { sparse_y_pred: false, ..confusion }),
        observer(&Confusion { sparse_y_true: false, sparse_y_pred: false, ..confusion }),
    ]);
    let score = FBetaScore { average: PerClass, beta: 1.0, threshold: None };
    assert_apart(&[
        observer(&score),
        observer(&FBetaScore { threshold: Some(0.0), ..score }),
        observer(&FBetaScore { threshold: Some(0.5), ..score }),
    ]);
    assert_apart(&[
        observer(&Precision::default()),
        observer(&Precision { top_k: Some(2), ..Default::default() }),
        observer(&Precision { class_id: Some(2), ..Default::default() }),
        observer(&Precision { threshold: Some(0.25), ..Default::default() }),
    ]);
    assert_apart(&[observer(&RocAuc), observer(&MeanSquaredError), observer(&confusion)]);
}
