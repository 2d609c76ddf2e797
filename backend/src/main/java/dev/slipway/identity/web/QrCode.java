package dev.slipway.identity.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;

/**
 * A QR code as the path of an SVG.
 *
 * @param size modules in a row, with the quiet zone
 * @param path a square for each dark module
 */
record QrCode(int size, String path) {

    static QrCode of(String text) {
        try {
            var matrix = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
            var path = new StringBuilder();
            for (var y = 0; y < matrix.getHeight(); y++) {
                for (var x = 0; x < matrix.getWidth(); x++) {
                    if (matrix.get(x, y)) {
                        path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                    }
                }
            }
            return new QrCode(matrix.getWidth(), path.toString());
        } catch (WriterException e) {
            throw new IllegalStateException("The text does not fit into a QR code", e);
        }
    }

    /** For the attribute of that name. */
    public String viewBox() {
        return "0 0 " + size + " " + size;
    }
}
