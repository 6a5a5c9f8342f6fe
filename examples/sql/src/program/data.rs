//! Predictions of three models in Parquet files of very different sizes.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Float32Builder, Float64Builder, Int32Builder, ListBuilder,
    RecordBatch, StringBuilder,
};
use datafusion::parquet::arrow::ArrowWriter;

use super::Outcome;

/// The models, and how far their predictions are off.
const MODELS: [(&str, f64); 3] = [("forest", 0.5), ("linear", 2.0), ("neural", 1.0)];

/// The files' shares of the rows; the last two have one row and none.
const SHARES: [f64; 5] = [0.55, 0.25, 0.12, 0.05, 0.03];

/// How many customers there are to group by.
const CUSTOMERS: usize = 20_000;

/// Rows that are made and written at a time.
const BATCH: usize = 1 << 16;

/// Writes so many rows and one, in seven files.
pub(crate) fn write(directory: &Path, rows: usize) -> Outcome<()> {
    let sizes = SHARES.iter().map(|share| (share * rows as f64) as usize).chain([1, 0]);
    for (file, size) in sizes.enumerate() {
        write_file(&directory.join(format!("part-{file}.parquet")), file, size)?;
    }
    Ok(())
}

fn write_file(path: &Path, file: usize, rows: usize) -> Outcome<()> {
    let mut random = Random(file as u64);
    let none = Predictions::default().finish()?;
    let mut writer = ArrowWriter::try_new(File::create(path)?, none.schema(), None)?;
    let mut left = rows;
    while left > 0 {
        let mut batch = Predictions::default();
        (0..left.min(BATCH)).for_each(|_| batch.push(&mut random, file));
        writer.write(&batch.finish()?)?;
        left -= left.min(BATCH);
    }
    writer.close()?;
    Ok(())
}

#[derive(Default)]
struct Predictions {
    model: StringBuilder,
    customer: Int32Builder,
    y: Float64Builder,
    p: Float64Builder,
    label: BooleanBuilder,
    score: Float32Builder,
    class: Int32Builder,
    probabilities: ListBuilder<Float32Builder>,
    weight: Float64Builder,
}

impl Predictions {
    /// A row. Every second row of a file is of one model, so that models are skewed, too.
    fn push(&mut self, random: &mut Random, file: usize) {
        let pick = if random.unit() < 0.5 { file % 3 } else { random.below(3) };
        let (model, spread) = MODELS[pick];
        let y = 4.0 * random.bell();
        let p = y + spread * random.bell();
        self.model.append_value(model);
        self.customer.append_value(random.below(CUSTOMERS) as i32);
        self.y.append_value(on_grid(y));
        self.p.append_option((random.unit() > 0.002).then(|| on_grid(p)));
        self.label.append_value(random.unit() < logistic(y));
        self.score.append_value(logistic(p) as f32);
        self.push_classes(random, spread);
        self.weight.append_option((random.unit() > 0.001).then(|| random.below(9) as f64 / 4.0));
    }

    fn push_classes(&mut self, random: &mut Random, spread: f64) {
        let class = random.below(3);
        let odds: [f64; 3] = std::array::from_fn(|other| {
            (spread * random.bell() + if other == class { 1.0 } else { 0.0 }).exp()
        });
        let sum: f64 = odds.iter().sum();
        self.class.append_value(class as i32);
        odds.iter().for_each(|odds| self.probabilities.values().append_value((odds / sum) as f32));
        self.probabilities.append(true);
    }

    fn finish(mut self) -> Outcome<RecordBatch> {
        let columns: [(&str, ArrayRef); 9] = [
            ("model", Arc::new(self.model.finish())),
            ("customer", Arc::new(self.customer.finish())),
            ("y", Arc::new(self.y.finish())),
            ("p", Arc::new(self.p.finish())),
            ("label", Arc::new(self.label.finish())),
            ("score", Arc::new(self.score.finish())),
            ("class", Arc::new(self.class.finish())),
            ("probabilities", Arc::new(self.probabilities.finish())),
            ("weight", Arc::new(self.weight.finish())),
        ];
        let columns = columns.into_iter().map(|(name, column)| (name, column, true));
        Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Whole multiples of 2^-20: adding 1e8 to them is exact, so that it changes no true correlation.
fn on_grid(x: f64) -> f64 {
    const STEPS: f64 = (1 << 20) as f64;
    (x * STEPS).round() / STEPS
}

/// `SplitMix64`: the same numbers for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    /// About normal, with a standard deviation of 1: the sum of twelve uniform numbers.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}
