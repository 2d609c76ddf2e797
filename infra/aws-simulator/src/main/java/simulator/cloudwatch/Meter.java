package simulator.cloudwatch;

import java.time.Instant;
import java.util.OptionalDouble;

/** A service of AWS that reports figures of its own: one for each full minute, none where there is nothing to report. */
public interface Meter {

    OptionalDouble value(Series series, Instant minute);
}
