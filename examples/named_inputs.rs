//! A model with several named inputs: each has its own shape, all have the same samples.
//!
//! ```text
//! cargo run --example named_inputs
//! ```

use ndarray::{Array2, Array3};
use ndarray_metrics::prelude::*;
use ndarray_metrics::shape::{Inputs, SampleShape};

fn main() -> Result<(), Error> {
    // As in Keras: Input((5,), name="tabular"), Input((None, 3), name="sensors").
    let inputs = Inputs::new([
        ("tabular", SampleShape::new([5])),
        ("sensors", SampleShape::new([None, Some(3)])),
    ])?;
    let (tabular, sensors) = (Array2::<f32>::zeros((100, 5)), Array3::<f64>::zeros((100, 40, 3)));

    // Keras takes a dictionary, in any order, or a list, in the order of the inputs.
    let named = [("sensors", sensors.shape()), ("tabular", tabular.shape())];
    assert_eq!(inputs.check_named(named)?, 100);
    assert_eq!(inputs.check([tabular.shape(), sensors.shape()])?, 100);

    // Each mistake has its own message.
    let (short, wide) = (Array3::<f64>::zeros((99, 40, 3)), Array3::<f64>::zeros((100, 3, 40)));
    let mistakes = [
        inputs.check([tabular.shape(), short.shape()]),
        inputs.check([tabular.shape(), wide.shape()]),
        inputs.check_named([("tabular", tabular.shape()), ("sensor", sensors.shape())]),
    ];
    let messages = mistakes.map(|mistake| mistake.unwrap_err().to_string());
    messages.iter().for_each(|message| println!("{message}"));
    assert!(messages[0].contains("found `tabular`: 100, `sensors`: 99"));
    assert!(messages[1].contains("permute them with `sensors.permuted_axes([0, 2, 1])`"));
    assert_eq!(messages[2], "input `sensor` is unknown; the inputs are `tabular`, `sensors`");
    Ok(())
}
