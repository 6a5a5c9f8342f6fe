//! Checkpoints of states beyond all bounds come back (B7).

#[cfg(feature = "serde")]
#[test]
fn a_state_that_was_written_is_accepted() {
    use ndarray::{Array1, array};
    use ndarray_metrics::prelude::*;

    fn comes_back<M: Measure + serde::Serialize>(
        measure: M,
        y: &Array1<u8>,
        p: &Array1<f64>,
        w: &Array1<f64>,
    ) where
        ndarray_metrics::StateOf<M>: serde::Serialize + serde::de::DeserializeOwned,
    {
        let mut stream = measure.clone().streaming();
        stream.update_weighted(y, p, w).expect("accepted");
        for merges in 0..1200 {
            if merges % 60 == 0 {
                let bytes = stream.to_bytes().expect("written");
                assert_eq!(
                    Streaming::restore(measure.clone(), &bytes),
                    Ok(stream.clone()),
                    "{merges}"
                );
            }
            let copy = stream.clone();
            stream.merge(&copy).expect("alike");
        }
    }
    let (y, p) = (array![0, 1, 1, 0], array![0.25, 0.75, 0.5, 0.75]);
    for w in [Array1::ones(4), array![f64::MAX, 1.0, 0.1, f64::MAX]] {
        comes_back(RocAuc, &y, &p, &w);
        comes_back(Precision::default(), &y, &p, &w);
        comes_back(MeanSquaredError, &y, &p, &w);
        comes_back(R2Score::default(), &y, &p, &w);
        comes_back(BinaryIou::default(), &y, &p, &w);
        comes_back(F1Score { average: Average::Micro, threshold: Some(0.5) }, &y, &p, &w);
    }
    let many = (
        Array1::from_elem(1001, 1_u8),
        Array1::from_elem(1001, 0.5),
        Array1::from_elem(1001, f64::MAX),
    );
    let mut stream = RocAuc.streaming();
    stream.update_weighted(&many.0, &many.1, &many.2).expect("accepted");
    let bytes = stream.to_bytes().expect("written");
    assert_eq!(Streaming::restore(RocAuc, &bytes), Ok(stream));
}
