use super::*;

/// The samples of a batch: few labels, and now and then one far away.
fn batch(number: i64, samples: i64) -> [Vec<i64>; 2] {
    let label = |i: i64, far: i64| {
        if i % 1000 == 999 { far } else { (i * i + number) % 37 - 5 - number % 3 }
    };
    let side = |step: i64| (0..samples).map(move |i| label(i * step + number, i64::MAX - step * i));
    [side(1).collect(), side(7).collect()]
}

/// The table with every sample kept apart.
fn apart(batches: &[[Vec<i64>; 2]]) -> ContingencyTable {
    let mut table = ContingencyTable::default();
    for [truth, prediction] in batches {
        truth.iter().zip(prediction).for_each(|(&y, &p)| table.add(y, p, 1));
    }
    table
}

fn filled([truth, prediction]: &[Vec<i64>; 2]) -> ContingencyTable {
    let mut table = ContingencyTable::default();
    let parts = truth.chunks(1500).zip(prediction.chunks(1500));
    parts.for_each(|(y, p)| table.extend(y, p, None, truth.len()));
    table.compact();
    table
}

#[test]
fn samples_are_counted_in_any_form() {
    let batches: Vec<_> = (0..9).map(|i| batch(i, [9000, 20, 700][i as usize % 3])).collect();
    let mut merged = ContingencyTable::default();
    for batch in &batches {
        let part = filled(batch);
        assert_eq!(part, apart(std::slice::from_ref(batch)));
        merged.merge(&part);
    }
    let mut backwards = ContingencyTable::default();
    batches.iter().rev().for_each(|batch| backwards.merge(&filled(batch)));
    assert!(merged.grid.is_some() && backwards.grid.is_some());
    let expected = apart(&batches);
    assert_eq!((&merged, &backwards), (&expected, &expected));
    let samples = batches.iter().map(|[truth, _]| truth.len() as u64).sum();
    assert_eq!((merged.samples(), expected.samples()), (samples, samples));
}

#[test]
fn a_grid_counts_beyond_every_counter() {
    let few = [5, 7].map(|labels| (0..900).map(|i| i % labels).collect());
    let (mut grid, mut runs) = (filled(&few), apart(&[few]));
    assert!(grid.grid.is_some() && runs.grid.is_none());
    for _ in 0..3 {
        for table in [&mut grid, &mut runs] {
            table.add(3, 3, u64::from(u32::MAX));
            table.add(3, 3, (1 << 53) + 1);
        }
        let [other_grid, other_runs] = [grid.clone(), runs.clone()];
        grid.merge(&other_runs);
        runs.merge(&other_grid);
        assert_eq!(grid, runs);
    }
    for table in [&mut grid, &mut runs] {
        table.add(3, 3, u64::MAX);
    }
    assert_eq!((grid.samples(), grid), (u64::MAX, runs));
}
