//! Feature `serde`: writes and restores a running metric.
//!
//! A checkpoint holds a version, the measure (its name and all its options, as text), the state,
//! and a checksum. It is restored with the measure that wrote it: another measure, another option,
//! another version and a single wrong bit are refused. The restored metric goes on with the same
//! bits as the metric that was written.
//!
//! **As bytes:** the version, the measure and the state in the format of [postcard 1], then zero bytes
//! if the state in memory takes more than 16 kB and more than 20 times these bytes, then the CRC-32 of
//! all, the lowest byte first. Equal metrics give equal bytes.
//!
//! **In a format of serde:** a map of `version`, `measure`, `state` and `check`, the same CRC-32.
//!
//! [postcard 1]: https://postcard.jamesmunns.com/wire-format

mod written;

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::error::Error;
use crate::measure::{Measure, Observer, StateOf};
use crate::metric::Streaming;
use crate::state::form::{VERSION, Version, room};
use written::written;

impl<M: Measure + Serialize> Streaming<M>
where
    StateOf<M>: Serialize,
{
    /// Feature `serde`: returns the metric as bytes, for [`Streaming::restore`]. Equal metrics give
    /// equal bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] if a measure or state of yours cannot be written; those of this crate
    /// can.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        write("", self.measure(), self.state())
    }
}

impl<M: Measure + Serialize> Streaming<M>
where
    StateOf<M>: DeserializeOwned,
{
    /// Feature `serde`: returns the metric that [`to_bytes`](Self::to_bytes) wrote. It goes on with
    /// the same bits. The states of this crate take at most 20 times as much memory as there are
    /// bytes, or 16 kB, whatever the bytes are.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = BinaryAccuracy { threshold: 0.7 }.streaming();
    /// stream.update(&array![0, 1, 1], &array![0.1, 0.9, 0.6])?;
    /// let bytes = stream.to_bytes()?;
    ///
    /// let mut restored = Streaming::restore(BinaryAccuracy { threshold: 0.7 }, &bytes)?;
    /// assert_eq!(restored, stream);
    /// restored.update(&array![0], &array![0.2])?;
    /// assert_eq!(restored.result(), Ok(0.75));
    ///
    /// assert!(Streaming::restore(BinaryAccuracy::default(), &bytes).is_err()); // another threshold
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] for bytes that were cut short or altered, or written by another
    /// measure, with other options, or by a release with another form.
    pub fn restore(measure: M, bytes: &[u8]) -> Result<Self, Error> {
        let state = read("", &measure, bytes)?;
        expect_state(&measure, &state).map_err(|problem| refusal(&measure, problem))?;
        Ok(Self::resumed(measure, state))
    }

    /// Feature `serde`: reads a metric that was written in a format of serde.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = MeanSquaredError.streaming();
    /// stream.update(&array![1.0, 2.0], &array![1.5, 2.5])?;
    /// let json = serde_json::to_string(&stream)?;
    /// let state = r#"{"version":1,"total":"0.5","weight":"2"}"#;
    /// assert!(json.starts_with(&format!(
    ///     r#"{{"version":1,"measure":"MeanSquaredError","state":{state},"check":"#
    /// )));
    /// let reader = &mut serde_json::Deserializer::from_str(&json);
    /// assert_eq!(Streaming::restore_from(MeanSquaredError, reader)?, stream);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The format's own, and those of [`restore`](Self::restore).
    pub fn restore_from<'de, D>(measure: M, deserializer: D) -> Result<Self, D::Error>
    where
        StateOf<M>: Serialize,
        D: Deserializer<'de>,
    {
        let form = Form::<String, StateOf<M>>::deserialize(deserializer)?;
        let problem = |problem| de::Error::custom(refusal(&measure, problem));
        let name = name_of("", &measure).map_err(problem)?;
        expect_name(&name, &form.measure).map_err(problem)?;
        expect_state(&measure, &form.state).map_err(problem)?;
        let check = crc32fast::hash(&content(&name, &form.state).map_err(de::Error::custom)?);
        if check != form.check {
            let found = form.check;
            return Err(problem(format!(
                "its checksum is {found}, expected {check}; it was altered: take another copy"
            )));
        }
        Ok(Self::resumed(measure, form.state))
    }
}

/// Returns a state of a kind that belongs to a measure as bytes, the checksum at the end. A stream's kind is "".
pub(crate) fn write<M: Measure + Serialize>(
    kind: &str,
    measure: &M,
    state: &impl Serialize,
) -> Result<Vec<u8>, Error> {
    let problem = |problem: String| refusal(measure, problem);
    let name = name_of(kind, measure).map_err(problem)?;
    let mut bytes = content(&name, state).map_err(problem)?;
    let check = crc32fast::hash(&bytes).to_le_bytes();
    bytes.extend_from_slice(&check);
    Ok(bytes)
}

/// Returns the state that [`write`] wrote for the same kind and measure. Whether the state belongs to the measure is
/// for the caller to check.
pub(crate) fn read<M: Measure + Serialize, S: DeserializeOwned>(
    kind: &str,
    measure: &M,
    bytes: &[u8],
) -> Result<S, Error> {
    let problem = |problem| refusal(measure, problem);
    let name = name_of(kind, measure).map_err(problem)?;
    state_in(&name, bytes).map_err(problem)
}

/// Returns the name under which a kind of state of a measure is written.
fn name_of<M: Serialize>(kind: &str, measure: &M) -> Result<String, String> {
    let name = written(measure).map_err(|problem| problem.to_string())?;
    Ok(if kind.is_empty() { name } else { format!("{kind}({name})") })
}

/// Writes version, name and state as bytes.
fn content(name: &str, state: &impl Serialize) -> Result<Vec<u8>, String> {
    let (bytes, room) = room::counted(|| postcard::to_stdvec(&(VERSION, name, state)));
    let mut bytes = bytes.map_err(|problem| problem.to_string())?;
    bytes.resize(bytes.len().max(room::least_bytes(room)), 0);
    Ok(bytes)
}

fn state_in<S: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<S, String> {
    let content = checked(bytes)?;
    let (version, rest) = postcard::take_from_bytes(content).map_err(malformed)?;
    expect_version(version)?;
    let (found, rest): (&str, _) = postcard::take_from_bytes(rest).map_err(malformed)?;
    expect_name(name, found)?;
    let (read, room) =
        room::restoring(content.len(), || postcard::take_from_bytes(rest).map_err(malformed));
    let (state, rest) = read?;
    let filler = room::least_bytes(room).saturating_sub(content.len() - rest.len());
    if rest.len() != filler || rest.iter().any(|&byte| byte != 0) {
        let (found, none) = (rest.len(), "none".to_owned());
        let expected = if filler == 0 { none } else { format!("{filler} zero bytes") };
        return Err(format!("{found} bytes follow the state, expected {expected}"));
    }
    Ok(state)
}

/// Returns the bytes before the checksum, if the checksum agrees with them.
fn checked(bytes: &[u8]) -> Result<&[u8], String> {
    match bytes.split_last_chunk() {
        Some((content, check)) if crc32fast::hash(content) == u32::from_le_bytes(*check) => {
            Ok(content)
        }
        _ => Err(format!(
            "{} bytes whose checksum does not agree, expected a whole checkpoint; they were cut \
             short, altered, or are something else: take another copy",
            bytes.len()
        )),
    }
}

fn malformed(error: postcard::Error) -> String {
    format!("the content is malformed, expected what `to_bytes` writes ({error})")
}

fn expect_version(found: u16) -> Result<(), String> {
    if found == VERSION {
        return Ok(());
    }
    Err(format!(
        "it has version {found}, expected {VERSION}; read it with a release that writes version \
         {found}"
    ))
}

fn expect_name(own: &str, found: &str) -> Result<(), String> {
    if own == found {
        return Ok(());
    }
    Err(format!("it is of {found}; restore it with that measure and its options"))
}

pub(crate) fn expect_state<M: Measure>(measure: &M, state: &StateOf<M>) -> Result<(), String> {
    measure.observer().check_state(state).map_err(|error| error.to_string())
}

pub(crate) fn refusal<M: Measure>(measure: &M, problem: impl Display) -> Error {
    Error::Checkpoint { measure: format!("{measure:?}"), problem: problem.to_string() }
}

#[derive(Serialize, Deserialize)]
#[serde(rename = "Checkpoint", deny_unknown_fields)]
struct Form<M, S> {
    version: Version,
    measure: M,
    state: S,
    check: u32,
}

impl<M: Measure + Serialize> Serialize for Streaming<M>
where
    StateOf<M>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let measure = name_of("", self.measure()).map_err(ser::Error::custom)?;
        let check = crc32fast::hash(&content(&measure, self.state()).map_err(ser::Error::custom)?);
        Form { version: Version, measure, state: self.state(), check }.serialize(serializer)
    }
}

/// Reads a metric with default options, so that a struct with a stream can derive `Deserialize`. A stream
/// with other options is refused; the struct names them in a function of its own:
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use serde::{Deserialize, Deserializer, Serialize};
///
/// #[derive(Debug, PartialEq, Serialize, Deserialize)]
/// struct Training {
///     epoch: u32,
///     loss: Streaming<Mean>,
///     #[serde(deserialize_with = "strict")]
///     accuracy: Streaming<BinaryAccuracy>,
/// }
///
/// fn strict<'de, D: Deserializer<'de>>(reader: D) -> Result<Streaming<BinaryAccuracy>, D::Error> {
///     Streaming::restore_from(BinaryAccuracy { threshold: 0.9 }, reader)
/// }
///
/// let accuracy = BinaryAccuracy { threshold: 0.9 }.streaming();
/// let mut training = Training { epoch: 1, loss: Mean.streaming(), accuracy };
/// training.loss.push(0.25)?;
/// training.accuracy.update(&array![1, 0], &array![0.95, 0.2])?;
/// let json = serde_json::to_string(&training)?;
/// assert_eq!(serde_json::from_str::<Training>(&json)?, training);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<'de, M: Measure + Serialize + Default> Deserialize<'de> for Streaming<M>
where
    StateOf<M>: Serialize + DeserializeOwned,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::restore_from(M::default(), deserializer)
    }
}
