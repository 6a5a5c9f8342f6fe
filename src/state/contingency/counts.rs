//! Samples whose cluster of the prediction is matched with their cluster of the truth.

use super::ContingencyTable;
use super::matching::most_matched;
use super::table::share;
use crate::error::Undefined;

impl ContingencyTable {
    /// The share of the samples that are in the commonest cluster of the truth within their cluster of the
    /// prediction ([definition](https://nlp.stanford.edu/IR-book/html/htmledition/evaluation-of-clustering-1.html)),
    /// in (0, 1]. Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// As [`pair_confusion`](Self::pair_confusion).
    pub fn purity(&self) -> Result<f64, Undefined> {
        let table = self.table()?;
        let mut most = vec![0; table.columns.len()];
        for cell in &table.cells {
            most[cell.column] = cell.count.max(most[cell.column]);
        }
        share(most.into_iter().map(u128::from).sum(), table.total.into())
    }

    /// The share of the samples that are in matched clusters, for the best one-to-one matching of clusters of the
    /// prediction with clusters of the truth, in (0, 1]. Within 0.51 ulp.
    ///
    /// The matching is Jonker and Volgenant's ([1987](https://doi.org/10.1007/BF02278710)), in whole numbers. It
    /// takes up to r²·c steps for r clusters on the side of fewer and c on the other; clusters that share no sample,
    /// even by way of others, are matched apart.
    ///
    /// # Errors
    ///
    /// As [`pair_confusion`](Self::pair_confusion).
    pub fn cluster_accuracy(&self) -> Result<f64, Undefined> {
        let table = self.table()?;
        share(most_matched(&table).into(), table.total.into())
    }
}
