package dev.slipway.target;

/**
 * Some bytes of a log.
 *
 * @param next offset to go on from
 * @param last whether nothing will ever follow
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a log, never compared
public record LogSlice(byte[] bytes, long next, boolean last) {}
