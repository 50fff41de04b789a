//! A map that many threads fill at once.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ahash::{AHashMap, RandomState};

const COUNT: usize = 16;

/// Paths and what is known of them. Its order is none: sort what you take out.
pub struct Shards<V> {
    maps: [Mutex<AHashMap<String, V>>; COUNT],
    hasher: RandomState,
}

impl<V: Clone> Shards<V> {
    pub fn new() -> Shards<V> {
        Shards { maps: std::array::from_fn(|_| Mutex::default()), hasher: RandomState::new() }
    }

    pub fn get(&self, path: &str) -> Option<V> {
        self.shard(path).get(path).cloned()
    }

    /// False where the path was there before.
    pub fn insert(&self, path: &str, value: V) -> bool {
        self.shard(path).insert(path.to_owned(), value).is_none()
    }

    /// Everything, sorted by path; the map is empty then.
    pub fn take_sorted(&self) -> Vec<(String, V)> {
        let mut all: Vec<_> = self.maps.iter().flat_map(|map| std::mem::take(&mut *open(map))).collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        all
    }

    fn shard(&self, path: &str) -> MutexGuard<'_, AHashMap<String, V>> {
        open(&self.maps[self.hasher.hash_one(path) as usize % COUNT])
    }
}

// A thread that panicked holding the lock left a whole map: no insert is half done.
fn open<T>(map: &Mutex<T>) -> MutexGuard<'_, T> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}
