package simulator.logs;

import java.time.Instant;

/**
 * One event of a stream.
 *
 * @param written when the program wrote it
 * @param ingested when it can be read
 */
record LogLine(Instant written, Instant ingested, String message) {}
