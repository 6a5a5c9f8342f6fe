//! Counts of pairs of labels: confusion matrices, clusterings, and points by cluster.

use ndarray::{Array1, Array2, s};
use ndarray_metrics::prelude::*;

use crate::Random;
use crate::timing::{best, print, print_alone};

const UNITS: usize = 1 << 20;
const BATCH: usize = 4096;

/// Beside the loop that counts in a matrix of `u64`.
pub(crate) fn confusion(random: &mut Random) {
    for classes in [10, 100, 1000, 3000, 10_000] {
        let (y, p) = (random.labels(UNITS, classes), random.labels(UNITS, classes));
        let ours = best(7, || metrics::confusion_matrix(&y, &p, classes));
        let plain = best(7, || counted(&y, &p, classes));
        let per_unit = UNITS as f64;
        print(&format!("{classes} classes"), ours / per_unit, plain / per_unit, "ns a unit");
        let matrix = metrics::confusion_matrix(&y, &p, classes).expect("labels are classes");
        let (cells, accuracy) = (matrix.cells().count() as f64, best(5, || matrix.accuracy()));
        print_alone(&format!("{classes} classes, accuracy"), accuracy / cells, "ns a cell");
        let mut stream = Confusion::new(classes).streaming();
        let batches = best(1, || {
            for start in (0..UNITS).step_by(BATCH) {
                let batch = s![start..start + BATCH];
                stream.update(&y.slice(batch), &p.slice(batch)).expect("labels are classes");
            }
        });
        print_alone(
            &format!("{classes} classes, batches of {BATCH}"),
            batches / per_unit,
            "ns a unit",
        );
    }
}

fn counted(y: &Array1<i32>, p: &Array1<i32>, classes: usize) -> Vec<u64> {
    let mut counts = vec![0; classes * classes];
    for (&y, &p) in y.iter().zip(p) {
        assert!((y as usize) < classes && (p as usize) < classes);
        counts[y as usize * classes + p as usize] += 1;
    }
    counts
}

/// Beside the same loop alone, without a reading.
pub(crate) fn clusterings(random: &mut Random) {
    for classes in [10, 100, 1000] {
        let (y, p) = (random.labels(UNITS, classes), random.labels(UNITS, classes));
        let plain = best(7, || counted(&y, &p, classes)) / UNITS as f64;
        let rand = best(5, || metrics::adjusted_rand_index(&y, &p)) / UNITS as f64;
        print(&format!("{classes} clusters, adjusted Rand index"), rand, plain, "ns a sample");
        let measure = best(5, || metrics::v_measure(&y, &p)) / UNITS as f64;
        print(&format!("{classes} clusters, V-measure"), measure, plain, "ns a sample");
    }
}

/// Beside two plain passes.
pub(crate) fn clusters(random: &mut Random) {
    const FEATURES: usize = 16;
    for clusters in [10, 100, 1000] {
        let labels = random.labels(10_000, clusters);
        let points = Array2::from_shape_simple_fn((10_000, FEATURES), || random.unit());
        let ours = best(7, || metrics::calinski_harabasz(&labels, &points));
        let plain = best(7, || spread(&labels, &points, clusters));
        let name = format!("Calinski-Harabasz, {clusters} clusters, 10,000 x {FEATURES}");
        print(&name, ours / 1e6, plain / 1e6, "ms");
    }
}

/// The squared distances from the centres of clusters.
fn spread(labels: &Array1<i32>, points: &Array2<f64>, clusters: usize) -> f64 {
    let mut centres = Array2::<f64>::zeros((clusters, points.ncols()));
    let mut counts = vec![0.0; clusters];
    for (&label, point) in labels.iter().zip(points.rows()) {
        counts[label as usize] += 1.0;
        centres.row_mut(label as usize).scaled_add(1.0, &point);
    }
    centres.rows_mut().into_iter().zip(counts).for_each(|(mut row, count)| row /= count);
    let distance = |(&label, point): (&i32, ndarray::ArrayView1<'_, f64>)| -> f64 {
        let apart = point.iter().zip(centres.row(label as usize)).map(|(x, centre)| x - centre);
        apart.map(|apart| apart * apart).sum()
    };
    labels.iter().zip(points.rows()).map(distance).sum()
}
