//! Rising numbers for a list that changes now and then, so that what stays in it keeps its number.

/// Numbers for so many things, with room for others before, between and behind them.
pub fn spread(count: usize) -> Vec<u32> {
    let step = (u32::MAX / (count as u32).saturating_add(1)).max(1);
    (1..=count as u32).map(|nth| nth.saturating_mul(step)).collect()
}

/// The list's numbers, where those that are known stay and the others lie between them; none if there is no room.
/// `known` rises.
pub fn between(known: &[Option<u32>]) -> Option<Vec<u32>> {
    let mut numbers = Vec::with_capacity(known.len());
    let mut low = 0;
    let mut rest = known;
    while !rest.is_empty() {
        let new = rest.iter().position(Option::is_some).unwrap_or(rest.len());
        let high = rest.get(new).copied().flatten();
        let step = (high.unwrap_or(u32::MAX) - low) / (new as u32 + 1);
        if new > 0 && step == 0 {
            return None;
        }
        numbers.extend((1..=new as u32).map(|nth| low + nth * step));
        numbers.extend(high);
        low = high.unwrap_or(low);
        rest = rest.get(new + 1..).unwrap_or_default();
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_between(known: &[Option<u32>], expected: Option<&[u32]>) {
        assert_eq!(between(known).as_deref(), expected);
    }

    #[test]
    fn what_is_known_keeps_its_number() {
        check_between(&[], Some(&[]));
        check_between(&[Some(10), Some(20)], Some(&[10, 20]));
        check_between(&[Some(10), None, Some(20)], Some(&[10, 15, 20]));
        check_between(&[None, None, Some(9)], Some(&[3, 6, 9]));
        check_between(&[Some(u32::MAX - 4), None], Some(&[u32::MAX - 4, u32::MAX - 2]));
        check_between(&[None], Some(&[u32::MAX / 2]));
    }

    #[test]
    fn without_room_there_are_none() {
        check_between(&[Some(10), None, Some(11)], None);
        check_between(&[None, Some(0)], None);
        check_between(&[Some(0), None, Some(1)], None);
    }

    #[test]
    fn a_spread_rises_and_leaves_room() {
        for count in [0, 1, 2, 1000] {
            let numbers = spread(count);
            assert_eq!(numbers.len(), count);
            assert!(numbers.windows(2).all(|pair| pair[0] + 1000 < pair[1]));
            assert!(numbers.last().is_none_or(|&last| last < u32::MAX));
        }
    }
}
