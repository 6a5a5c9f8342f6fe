use super::*;

fn add(cells: &mut Cells, position: usize, size: usize, weight: f64) {
    cells.add_tally(position, size, &Tally::from_checked(weight));
}

#[test]
fn all_cells_are_had_once_a_share_was_touched() {
    assert_eq!([1024, 1 << 24].map(worth_it), [16, 1 << 18]);
    assert_eq!(worth_it(1 << 26), 1 << 24);
    let mut cells = Cells::default();
    // Units of one cell are added up before they are counted as cells.
    (0..100).for_each(|_| add(&mut cells, 5, 1024, 1.0));
    assert!(!cells.is_dense());
    (0..10).for_each(|position| add(&mut cells, position, 1024, 1.0));
    assert!(!cells.is_dense());
    (10..40).for_each(|position| add(&mut cells, position, 1024, 1.0));
    assert!(cells.is_dense());
    assert_eq!(cells.get(5).value(), Ok(101.0));
}

#[test]
fn a_large_batch_makes_a_table_dense() {
    let becomes_dense = |units, size| {
        let mut cells = Cells::default();
        cells.expect(units, size);
        cells.is_dense()
    };
    assert!(becomes_dense(128, 1024) && !becomes_dense(127, 1024));
    assert!(becomes_dense(1 << 30, 1 << 24) && !becomes_dense(1 << 30, (1 << 24) + 1));
}

#[test]
fn tables_of_equal_content_are_equal() {
    let (mut dense, mut other) = (Cells::default(), Cells::default());
    let mut sparse = Cells::default();
    for position in [3, 40, 77, 40] {
        add(&mut dense, position, 100, 1.0);
        add(&mut other, position, 100, 1.0);
        add(&mut sparse, position, 1 << 20, 1.0);
    }
    assert!(dense.is_dense() && !sparse.is_dense() && dense == other);
    assert_eq!((&sparse, &dense), (&dense, &sparse));
    assert_eq!(sparse.get(40), dense.get(40));
    add(&mut other, 40, 100, 0.5);
    assert!(dense != other && other != sparse);
    assert!(Cells::default() != dense);
}

/// Totals that no `f64` holds stand apart, and come back.
#[test]
fn a_total_of_many_digits() {
    let (mut dense, mut sparse) = (Cells::default(), Cells::default());
    dense.expect(100, 100);
    let weights = [1.0, 2_f64.powi(-60), 0.0, 3.0, f64::MAX, f64::MAX];
    let positions = [5, 5, 100, 7, 5, 9];
    dense.add(&positions, Some(&weights), 100);
    dense.add(&[5, 7, 100], None, 100);
    for (position, weight) in positions.into_iter().zip(weights).filter(|(p, _)| *p < 100) {
        add(&mut sparse, position as usize, 1 << 20, weight);
    }
    [5, 7].into_iter().for_each(|position| add(&mut sparse, position, 1 << 20, 1.0));
    assert_eq!((&sparse, &dense), (&dense, &sparse));
    assert_eq!(dense.get(7).value(), Ok(4.0));
    assert!(!dense.get(5).is_number() && dense.get(8).is_zero());
    let mut both = dense.clone();
    both.merge(&sparse, 100);
    sparse.merge(&Cells::Sparse(Sparse::default()), 100);
    sparse.merge(&dense, 100);
    assert_eq!(both, sparse);
}

/// Units that wait, masks, and counts beyond 32 bits give the same totals wherever they are kept.
#[test]
fn units_are_counted_in_any_form() {
    let positions: Vec<u32> = (0..20_000).map(|i| i * i % 1009).collect();
    let mask: Vec<f64> = positions.iter().map(|i| f64::from(i % 2)).collect();
    let (mut dense, mut sparse) = (Cells::default(), Cells::default());
    dense.expect(positions.len(), 1009);
    for cells in [&mut dense, &mut sparse] {
        cells.add(&positions, None, if cells.is_dense() { 1009 } else { 1 << 30 });
        cells.add(&positions, Some(&mask), if cells.is_dense() { 1009 } else { 1 << 30 });
        cells.compact();
    }
    assert!(dense.is_dense() && !sparse.is_dense() && dense == sparse);
    let count = positions.iter().filter(|&&i| i == 9).count() as f64;
    assert_eq!([dense.get(9), sparse.get(9)].map(|n| n.value()), [Ok(2.0 * count); 2]);
    for _ in 0..3 {
        add(&mut dense, 9, 1009, f64::from(u32::MAX));
        add(&mut sparse, 9, 1 << 30, f64::from(u32::MAX));
    }
    let mut doubled = dense.clone();
    doubled.merge(&sparse, 1009);
    dense.merge(&dense.clone(), 1009);
    assert_eq!(
        (dense.get(9), doubled),
        (Tally::total([&sparse.get(9), &sparse.get(9)]), dense.clone())
    );
}
