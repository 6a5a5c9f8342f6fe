//! Classes: every metric, as [`every_metric`](super::every_metric) says.

use ndarray_metrics::prelude::*;

use super::Form::*;
use super::Holds::*;
use super::batches::*;
use super::{Entry, named, of};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        of(Accuracy)
            .holds(Elements, Whole, Whole)
            .on(labels_for_labels)
            .on(numbers)
            .function(named!(accuracy), labels_for_labels),
        of(BinaryAccuracy::default())
            .holds(Elements, Binary, Number)
            .on(binary_labels)
            .function(named!(binary_accuracy), binary_labels),
        of(BinaryAccuracy { threshold: 0.3 }).on(binary_labels),
        of(CategoricalAccuracy)
            .holds(Rows, Share, Score)
            .on(one_hot_rows)
            .on(soft_rows)
            .function(named!(categorical_accuracy), one_hot_rows),
        of(SparseCategoricalAccuracy)
            .holds(Labels, Label, Score)
            .on(labelled_rows)
            .function(named!(sparse_categorical_accuracy), labelled_rows),
        of(TopKCategoricalAccuracy { k: 2 }).on(one_hot_rows),
        of(TopKCategoricalAccuracy::default())
            .holds(Rows, Share, Score)
            .function(named!(top_k_categorical_accuracy), soft_rows),
        of(SparseTopKCategoricalAccuracy { k: 2, ..Default::default() }).on(labelled_rows),
        of(SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true }).on(labelled_ids),
        of(SparseTopKCategoricalAccuracy::default())
            .holds(Labels, Label, Score)
            .function(named!(sparse_top_k_categorical_accuracy), labelled_rows),
        of(SparseTopKCategoricalAccuracy { k: 1, from_sorted_ids: true })
            .holds(Labels, AnyLabel, Id),
        of(Confusion::new(3)).on(labels_for_labels).function(
            ("confusion_matrix", |y, p| metrics::confusion_matrix(y, p, 3)),
            labels_for_labels,
        ),
        of(Confusion::new(300)).on(many_classes),
        of(Confusion { sparse_y_pred: false, ..Confusion::new(7) }).on(labelled_rows),
        of(Confusion { sparse_y_true: false, ..Confusion::new(5) }).on(rows_for_labels),
        of(Confusion { ignore_class: Some(1), ..Confusion::new(3) }).on(labels_for_labels),
        of(Confusion::new(2)).holds(Elements, Class, Class),
        of(Confusion { sparse_y_pred: false, ..Confusion::new(2) }).holds(Labels, Class, Score),
        of(Iou::new(4, [0, 2, 3])).on(labels_for_labels),
        of(Iou {
            confusion: Confusion { ignore_class: Some(1), ..Confusion::new(3) },
            ..Iou::new(3, [0, 1])
        })
        .on(labels_for_labels),
        of(Iou::new(2, [0])).holds(Elements, Class, Class),
        of(MeanIou::new(3)).on(labels_for_labels),
        of(MeanIou::new(300)).on(many_classes),
        of(MeanIou::from(Confusion { ignore_class: Some(0), ..Confusion::new(3) }))
            .on(labels_for_labels),
        of(MeanIou::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(MeanIou::new(2)).holds(Elements, Class, Class),
        of(MeanIou::from(Confusion {
            sparse_y_true: false,
            sparse_y_pred: false,
            ..Confusion::new(2)
        }))
        .holds(Rows, Share, Score),
        of(OneHotIou::new(5, [0, 3])).on(one_hot_rows),
        of(OneHotIou {
            confusion: Confusion { sparse_y_pred: true, ..OneHotIou::new(5, [0, 3]).confusion },
            ..OneHotIou::new(5, [0, 3])
        })
        .on(rows_for_labels),
        of(OneHotIou::new(2, [1])).holds(Rows, Share, Score),
        of(OneHotMeanIou::new(5)).on(one_hot_rows),
        of(OneHotMeanIou {
            confusion: Confusion { ignore_class: Some(2), ..OneHotMeanIou::new(5).confusion },
        })
        .on(one_hot_rows),
        of(OneHotMeanIou::new(2)).holds(Rows, Share, Score),
        of(ImageDice::new(3)).on(labels_for_labels),
        of(ImageDice::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(ImageDice::from(Confusion { ignore_class: Some(1), ..Confusion::new(3) }))
            .on(labels_for_labels),
        of(ImageDice::new(2)).holds(Images, Class, Class),
        of(ImageIou::new(3)).on(labels_for_labels),
        of(ImageIou::from(Confusion { sparse_y_true: false, ..Confusion::new(5) }))
            .on(rows_for_labels),
        of(ImageIou::new(2)).holds(Images, Class, Class),
        of(ImageGeneralizedDice::new(3)).on(labels_for_labels),
        of(ImageGeneralizedDice::from(Confusion {
            sparse_y_true: false,
            sparse_y_pred: false,
            ..Confusion::new(5)
        }))
        .on(one_hot_rows),
        of(ImageGeneralizedDice::new(2)).holds(Images, Class, Class),
        of(BalancedAccuracy::new(3)).on(labels_for_labels),
        of(BalancedAccuracy::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(BalancedAccuracy::new(2)).holds(Elements, Class, Class),
        of(BalancedAccuracy::from(Confusion { sparse_y_pred: false, ..Confusion::new(2) }))
            .holds(Labels, Class, Score),
        of(MatthewsCorrelation::new(3)).on(labels_for_labels),
        of(MatthewsCorrelation::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(MatthewsCorrelation::new(2)).holds(Elements, Class, Class),
        of(CohenKappa::new(3)).on(labels_for_labels),
        of(CohenKappa { weights: KappaWeights::Linear, ..CohenKappa::new(3) })
            .on(labels_for_labels),
        of(CohenKappa { weights: KappaWeights::Quadratic, ..CohenKappa::new(300) })
            .on(many_classes),
        of(CohenKappa::new(2)).holds(Elements, Class, Class),
        of(CramersV::new(3)).on(labels_for_labels),
        of(CramersV::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(CramersV::new(300)).on(many_classes),
        of(CramersV::new(2)).holds(Elements, Class, Class),
        of(TschuprowsT::new(3)).on(labels_for_labels),
        of(TschuprowsT::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(TschuprowsT::new(300)).on(many_classes),
        of(TschuprowsT::new(2)).holds(Elements, Class, Class),
        of(ContingencyCoefficient::new(3)).on(labels_for_labels),
        of(ContingencyCoefficient::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(ContingencyCoefficient::new(300)).on(many_classes),
        of(ContingencyCoefficient::new(2)).holds(Elements, Class, Class),
        of(TheilsU::new(3)).on(labels_for_labels),
        of(TheilsU::from(Confusion { sparse_y_pred: false, ..Confusion::new(7) }))
            .on(labelled_rows),
        of(TheilsU::new(300)).on(many_classes),
        of(TheilsU::new(2)).holds(Elements, Class, Class),
        of(ExpectedCost::new([[0.0, 1.0, 2.5], [5.0, 0.0, 1.0], [-0.1, 3.0, 0.0]]))
            .on(labels_for_labels),
        of(ExpectedCost {
            confusion: Confusion { sparse_y_pred: false, ..Confusion::new(7) },
            ..ExpectedCost::new([[0.1, 0.7, 0.3, 1.5, 0.0, 2.0, 1.0]; 7])
        })
        .on(labelled_rows),
        of(ExpectedCost::new([[-1.0, 1.0], [5.0, 0.0]])).holds(Elements, Class, Class),
        of(PredictionSetCoverage)
            .holds(Labels, Label, Member)
            .on(labelled_sets)
            .function(named!(prediction_set_coverage), labelled_sets),
        of(PredictionSetSize)
            .holds(Labels, Label, Member)
            .on(labelled_sets)
            .function(named!(prediction_set_size), labelled_sets),
        of(EmptyPredictionSets)
            .holds(Labels, Label, Member)
            .on(labelled_sets)
            .function(named!(empty_prediction_sets), labelled_sets),
        of(SizeStratifiedCoverage)
            .holds(Labels, Label, Member)
            .on(labelled_sets)
            .function(named!(size_stratified_coverage), labelled_sets),
        of(FBetaScore::default()).on(multi_hot_rows).function(named!(f_beta_score), multi_hot_rows),
        of(FBetaScore { average: Average::Weighted, beta: 0.3, threshold: Some(0.2) })
            .on(multi_hot_rows),
        of(FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.2) }).on(multi_hot_rows),
        of(FBetaScore::new(Average::Micro, 2.0)).holds(Rows, Binary, Score),
        of(FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.5) })
            .holds(Elements, Binary, Number),
        of(F1Score::default())
            .holds(Rows, Binary, Score)
            .on(one_hot_rows)
            .function(named!(f1_score), multi_hot_rows),
        of(F1Score::new(Average::Micro)).on(multi_hot_rows),
        of(F1Score { average: Average::Macro, threshold: Some(0.4) }).on(binary_labels),
        of(F1Score { average: Average::Macro, threshold: Some(0.5) })
            .holds(Elements, Binary, Number),
    ]
}
