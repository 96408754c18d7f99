//! The task that keeps a node in touch with the others.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

use super::carrier::{Arrival, Carrier};
use super::state::{Effect, Post, SILENCE};
use super::wire::{self, Waiting};
use super::{Cluster, UNSURE};
use crate::{Bus, Live};

/// How often a node says that it is there.
const BEAT: Duration = Duration::from_secs(1);

/// Carries what happens at this node to the others and what happens there to this node's sessions, until `leaving` is over or the
/// carrier ends. The other nodes are told.
pub async fn run(bus: Bus, mut carrier: impl Carrier, leaving: impl Future<Output = ()>) {
    let Some(cluster) = bus.cluster() else { return };
    let mut beats = interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut last_beat = Instant::now();
    let mut leaving = std::pin::pin!(leaving);
    loop {
        tokio::select! {
            arrival = carrier.receive() => match arrival {
                Some(arrival) => hear(&bus, cluster, arrival),
                None => break,
            },
            () = cluster.wake.notified() => {}
            _ = beats.tick() => {
                let now = Instant::now();
                if now.duration_since(last_beat) > SILENCE {
                    // This process stood still; the others take it for gone.
                    begin_anew(cluster, now);
                }
                last_beat = now;
                let effects = {
                    let mut state = cluster.state();
                    let effects = state.forget_silent(now);
                    cluster.note_peers(&state);
                    effects
                };
                carry_out(&bus, cluster, effects);
                let beats = cluster.state().beat();
                send(cluster, &mut carrier, beats).await;
            }
            () = &mut leaving => {
                let last = cluster.state().leave();
                let posts = letters(&bus, cluster);
                send(cluster, &mut carrier, posts.into_iter().chain(last).collect()).await;
                carrier.flush().await;
                break;
            }
        }
        let posts = letters(&bus, cluster);
        send(cluster, &mut carrier, posts).await;
    }
    cluster.connected.store(false, Ordering::Relaxed);
}

async fn send(cluster: &Cluster, carrier: &mut impl Carrier, posts: Vec<Post>) {
    if !cluster.connected.load(Ordering::Relaxed) {
        return;
    }
    for (to, letter) in posts {
        carrier.send(to, letter).await;
    }
}

/// Begins the streams that are to begin, and takes all letters that wait.
fn letters(bus: &Bus, cluster: &Cluster) -> Vec<Post> {
    if !cluster.connected.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let beginning = cluster.state().to_begin();
    for node in beginning {
        cluster.state().begin(node);
        bus.each_stand(|account, stand| cluster.state().put_to(node, Waiting::Stand { account, stand }));
        cluster.state().put_to(node, Waiting::Whole);
    }
    cluster.state().letters()
}

fn begin_anew(cluster: &Cluster, now: Instant) {
    cluster.state().begin_anew(now);
    cluster.lost.notify_one();
}

fn hear(bus: &Bus, cluster: &Cluster, arrival: Arrival) {
    match arrival {
        Arrival::Letter(bytes) => {
            let Some(letter) = wire::read(&bytes) else {
                tracing::warn!("a letter that no node writes came to this one");
                return;
            };
            let effects = {
                let mut state = cluster.state();
                let effects = state.hear(letter, &bytes, Instant::now());
                cluster.note_peers(&state);
                effects
            };
            carry_out(bus, cluster, effects);
        }
        Arrival::Connected => {
            cluster.connected.store(true, Ordering::Relaxed);
            tracing::info!("in touch with the other nodes' network");
            begin_anew(cluster, Instant::now());
        }
        Arrival::Disconnected => {
            cluster.connected.store(false, Ordering::Relaxed);
            tracing::warn!("out of touch with the other nodes: sessions are served from the store");
            cluster.lost.notify_one();
        }
    }
}

fn carry_out(bus: &Bus, cluster: &Cluster, effects: Vec<Effect>) {
    for effect in effects {
        match effect {
            Effect::Live { account, previous, number, frame } => {
                let committed = std::time::Instant::now();
                bus.deliver(account, Live { previous, number, frame, committed });
            }
            Effect::Look(account) => bus.tell_behind(account, i64::MAX),
            Effect::Whisper(account, frame) => bus.deliver_whisper(account, &frame),
            Effect::Revoked(account, device) => bus.deliver_revocation(account, device),
            Effect::Presence(account) => {
                bus.tell_presence(account, || cluster.clock.now());
            }
            Effect::Lost => cluster.lost.notify_one(),
            Effect::Vanished => {
                tracing::warn!("another node is silent");
                *cluster.unsure_until() = Some(Instant::now() + UNSURE);
                cluster.lost.notify_one();
            }
        }
    }
}
