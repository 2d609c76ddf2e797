package simulator.fault;

import java.time.Duration;
import simulator.Fault;

/** What a fault does to one call. */
public sealed interface Effect {

    /** The call is not carried out; this is its answer. */
    record Answer(Fault fault) implements Effect {}

    /** The connection is closed before the call is carried out. */
    record Disconnect() implements Effect {}

    /** The call is carried out and the connection closed before the answer: the caller cannot know. */
    record LoseAnswer() implements Effect {}

    /** The call is carried out after a delay of real time. */
    record Delay(Duration duration) implements Effect {}
}
