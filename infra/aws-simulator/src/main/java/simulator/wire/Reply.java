package simulator.wire;

import java.util.Map;

/** An HTTP response. */
record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {}
