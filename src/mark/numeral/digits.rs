//! Numbers in digits: groups, decimal signs, fractions, powers of ten.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

use super::Read;
use crate::mark::language;
use crate::mark::unit::ten_to;

/// Powers of ten beyond this are refused: they would take long and mean nothing.
const MOST_POWER: i32 = 400;

/// A number in digits, a mixed number, a fraction, a power of ten.
pub(super) fn digits<'a>(text: &'a str, language: &str) -> Option<Read<'a>> {
    let (body, rest) = body(text);
    let (mut value, places) = decimal(body, language)?;
    // a/b
    if let Some((below, rest)) = rest.trim_start().strip_prefix('/').and_then(integer) {
        return (!below.is_zero()).then(|| (value / below, None, rest));
    }
    // 1 1/2
    if let Some((above, after)) = rest.strip_prefix(' ').and_then(integer)
        && let Some((below, after)) = after.strip_prefix('/').and_then(integer)
    {
        if below.is_zero() || places.is_some() {
            return None;
        }
        return Some((value + above / below, None, after));
    }
    let mut place = places.map(|places| ten_to(-places));
    let (power, rest) = if body == "10" && rest.starts_with('^') {
        let (power, rest) = exponent(&rest[1..])?;
        value = BigRational::one();
        (power, rest)
    } else {
        power_of_ten(rest)?
    };
    if power != 0 {
        let factor = ten_to(power);
        value *= &factor;
        place = place.map(|place| place * factor);
    }
    // 7th, 21st
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| {
            rest.strip_prefix(ending)
                .filter(|after| !after.starts_with(char::is_alphanumeric))
        })
        .filter(|_| places.is_none() && power == 0)
        .unwrap_or(rest);
    Some((value, place, rest))
}

/// The digits at the start of a text with the separators inside them, and the rest. A space
/// belongs to a number only before a group of three digits that ends there.
fn body(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while end < bytes.len() {
        let goes_on = match bytes[end] {
            b'0'..=b'9' => true,
            b'.' | b',' | b'\'' | b'_' => digit(end + 1),
            b' ' => {
                digit(end + 1)
                    && digit(end + 2)
                    && digit(end + 3)
                    && !digit(end + 4)
                    && bytes.get(end + 4) != Some(&b'/')
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    text.split_at(end)
}

/// The value of digits with separators, and how many stand after the decimal sign.
fn decimal(body: &str, language: &str) -> Option<(BigRational, Option<i32>)> {
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let last = body.rfind(['.', ',']);
    let comma_is_decimal = language::decimal_comma(language);
    let mark = match (points, commas) {
        (0, 0) => None,
        // Both: the last one is the decimal sign, if it is there once.
        (1.., 1..) => {
            let at = last?;
            let sign = &body[at..=at];
            if body.matches(sign).count() > 1 {
                return None;
            }
            Some(at)
        }
        (2.., 0) | (0, 2..) => None,
        (1, 0) | (0, 1) => {
            let at = last?;
            let is_comma = commas == 1;
            let (before, after) = (&body[..at], &body[at + 1..]);
            let could_group = after.len() == 3
                && (1..=3).contains(&before.len())
                && !before.starts_with('0')
                && before.bytes().all(|b| b.is_ascii_digit());
            (!could_group || is_comma == comma_is_decimal).then_some(at)
        }
    };
    let (whole, part) = match mark {
        Some(at) => (&body[..at], Some(&body[at + 1..])),
        None => (body, None),
    };
    let whole = ungrouped(whole)?;
    let part_digits = part.unwrap_or("");
    if !part_digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let all: BigInt = format!("0{whole}{part_digits}").parse().ok()?;
    let places = i32::try_from(part_digits.len()).ok()?;
    Some((
        BigRational::from_integer(all) * ten_to(-places),
        part.map(|_| places),
    ))
}

/// Digits without the separators between their groups, if those are where they should be: one
/// kind of separator, groups of three (or, with commas, of two and a last one of three).
fn ungrouped(whole: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(separator) = whole.chars().find(|&c| !is_digit(c)) else {
        return Some(whole.to_owned());
    };
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, others) = groups.split_first()?;
    let (last, middle) = others.split_last()?;
    let indian = separator == ',';
    let fits = (1..=3).contains(&first.len())
        && last.len() == 3
        && (middle.iter().all(|group| group.len() == 3)
            || indian && first.len() <= 2 && middle.iter().all(|group| group.len() == 2))
        && groups.iter().all(|group| group.chars().all(is_digit));
    fits.then(|| groups.concat())
}

/// A plain whole number at the start of a text.
fn integer(text: &str) -> Option<(BigRational, &str)> {
    let text = text.trim_start();
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(end);
    Some((BigRational::from_integer(number.parse().ok()?), rest))
}

/// `e3`, `E-3`, `×10^3`, `x 10^-3`: the power and the rest; 0 where there is none.
fn power_of_ten(rest: &str) -> Option<(i32, &str)> {
    if let Some(after) = rest.strip_prefix(['e', 'E'])
        && after
            .trim_start_matches(['+', '-'])
            .starts_with(|c: char| c.is_ascii_digit())
    {
        return exponent(after);
    }
    let times = rest.trim_start();
    if let Some(after) = times.strip_prefix(['x', 'X', '*', '·', '⋅', '∙'])
        && let Some(power) = after.trim_start().strip_prefix("10^")
    {
        return exponent(power);
    }
    Some((0, rest))
}

/// A signed power, if it is one to reckon with.
fn exponent(text: &str) -> Option<(i32, &str)> {
    let (text, wrapped) = match text.strip_prefix(['(', '{']) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    let power: i32 = digits[..end].parse().ok()?;
    if power > MOST_POWER {
        return None;
    }
    let rest = &digits[end..];
    let rest = if wrapped {
        rest.strip_prefix([')', '}'])?
    } else {
        rest
    };
    Some((if negative { -power } else { power }, rest))
}
