package dev.slipway.target;

/** Can read what an instance prints. */
public interface StreamsLogs {

    /**
     * What the instance printed from byte {@code offset} on.
     *
     * @param offset 0 for the start; an offset that was rotated away reads from the oldest kept byte
     */
    LogSlice logs(PlacementKey placement, String instance, long offset, int maxBytes) throws TargetUnavailable;
}
