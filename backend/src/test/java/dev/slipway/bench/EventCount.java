package dev.slipway.bench;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/** Counts the server-sent events of one connection, however they are cut; comments are none. */
final class EventCount implements ByteProcessor {

    private boolean begun;
    private boolean field;
    private boolean comment;
    private int ended;

    /** How many have ended in these bytes. */
    int in(ByteBuf bytes) {
        ended = 0;
        bytes.forEachByte(this);
        return ended;
    }

    @Override
    public boolean process(byte value) {
        if (value != '\n') {
            comment |= !begun && value == ':';
            field |= !comment;
            begun = true;
        } else if (begun) {
            begun = false;
            comment = false;
        } else {
            ended += field ? 1 : 0;
            field = false;
        }
        return true;
    }
}
