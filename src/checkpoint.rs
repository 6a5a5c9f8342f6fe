//! Feature `serde`: a running metric, written and restored.
//!
//! A checkpoint holds a version, the measure as `Debug` prints it, its name and all its options (−0
//! as 0), the state, and a checksum. It is restored by the measure that wrote it: another one,
//! another option, another version and a single wrong bit are refused, and the restored metric goes
//! on as if it had never been away, with the same bits.
//!
//! **As bytes:** the version, the measure and the state in the format of [postcard 1], followed by
//! their CRC-32, the lowest byte first. Equal metrics give equal bytes.
//!
//! **In a format of serde:** a map of `version`, `measure`, `state` and `check`, the same CRC-32.
//!
//! [postcard 1]: https://postcard.jamesmunns.com/wire-format

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::error::Error;
use crate::measure::Measure;
use crate::metric::Streaming;
use crate::state::form::{VERSION, Version};

impl<M: Measure> Streaming<M>
where
    M::State: Serialize,
{
    /// Feature `serde`: the metric as bytes, for [`Measure::restore`]. Equal metrics give equal
    /// bytes.
    ///
    /// # Errors
    ///
    /// [`Error::Checkpoint`] if a state of one's own cannot be written; those of this crate can.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = written(self).map_err(|problem| refusal(self.measure(), problem))?;
        let check = crc32fast::hash(&bytes).to_le_bytes();
        bytes.extend_from_slice(&check);
        Ok(bytes)
    }
}

/// Version, measure and state.
fn written<M: Measure>(stream: &Streaming<M>) -> Result<Vec<u8>, postcard::Error>
where
    M::State: Serialize,
{
    postcard::to_stdvec(&(VERSION, named(stream.measure()), stream.state()))
}

/// The measure as `Debug` prints it, but −0 as the 0 that it equals: equal measures are named alike.
/// Texts in quotes, such as the names of a collection's members, stay as they are.
fn named<M: Measure>(measure: &M) -> String {
    let (printed, mut quoted) = (format!("{measure:?}"), false);
    let parts = printed.split('"').map(|part| {
        let named = if quoted { part.into() } else { without_negative_zero(part) };
        quoted = !quoted || ends_in_escape(part);
        named
    });
    parts.collect::<Vec<_>>().join("\"")
}

fn without_negative_zero(options: &str) -> String {
    [",", " ", ")", "]"].iter().fold(options.into(), |options: String, end| {
        options.replace(&format!("-0.0{end}"), &format!("0.0{end}"))
    })
}

/// Whether the quote after this belongs to the text that it stands in.
fn ends_in_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

/// What [`Measure::restore`] does.
pub(crate) fn restore<M: Measure>(measure: M, bytes: &[u8]) -> Result<Streaming<M>, Error>
where
    M::State: DeserializeOwned,
{
    let state = state_of(&measure, bytes).map_err(|problem| refusal(&measure, problem))?;
    Ok(Streaming::resumed(measure, state))
}

fn state_of<M: Measure>(measure: &M, bytes: &[u8]) -> Result<M::State, String>
where
    M::State: DeserializeOwned,
{
    let content = checked(bytes)?;
    let (version, rest) = postcard::take_from_bytes(content).map_err(malformed)?;
    expect_version(version)?;
    let (name, rest): (&str, _) = postcard::take_from_bytes(rest).map_err(malformed)?;
    expect_measure(measure, name)?;
    let (state, rest) = postcard::take_from_bytes(rest).map_err(malformed)?;
    if !rest.is_empty() {
        return Err(format!("{} bytes are left over, expected none", rest.len()));
    }
    expect_state(measure, &state)?;
    Ok(state)
}

/// The bytes before their checksum.
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
        "it has version {found}, expected {VERSION}; read it with a release that writes such"
    ))
}

fn expect_measure<M: Measure>(measure: &M, found: &str) -> Result<(), String> {
    if named(measure) == found {
        return Ok(());
    }
    Err(format!("it is of {found}; restore it with the measure that wrote it"))
}

fn expect_state<M: Measure>(measure: &M, state: &M::State) -> Result<(), String> {
    measure.check_state(state).map_err(|error| error.to_string())
}

fn refusal<M: Measure>(measure: &M, problem: impl ToString) -> Error {
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

impl<M: Measure> Serialize for Streaming<M>
where
    M::State: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let check = crc32fast::hash(&written(self).map_err(ser::Error::custom)?);
        let measure = named(self.measure());
        Form { version: Version, measure, state: self.state(), check }.serialize(serializer)
    }
}

/// What [`Measure::restore_from`] does.
pub(crate) fn restore_from<'de, M, D>(measure: M, deserializer: D) -> Result<Streaming<M>, D::Error>
where
    M: Measure,
    M::State: Serialize + DeserializeOwned,
    D: Deserializer<'de>,
{
    let form = Form::<String, M::State>::deserialize(deserializer)?;
    let problem = |problem| de::Error::custom(refusal(&measure, problem));
    expect_measure(&measure, &form.measure).map_err(problem)?;
    expect_state(&measure, &form.state).map_err(problem)?;
    let stream = Streaming::resumed(measure.clone(), form.state);
    let check = crc32fast::hash(&written(&stream).map_err(de::Error::custom)?);
    if check != form.check {
        let altered = format!("its checksum is {}, expected {check}; it was altered", form.check);
        return Err(problem(altered));
    }
    Ok(stream)
}
