"""Certificates where Octavia's local certificate manager looks for references to a key manager.

usage: certificates.py FOLDER      https://keys.example/v1/secrets/ has web, sni, ca and crl.
"""
import datetime
import os
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

folder = os.path.join(sys.argv[1], 'https://keys.example/v1/secrets')
os.makedirs(folder, exist_ok=True)
NOW = datetime.datetime(2020, 1, 1)
LATER = datetime.datetime(2100, 1, 1)


def write(name, what):
    with open(os.path.join(folder, name), 'wb') as file:
        file.write(what)


for name in ('web', 'sni', 'ca'):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f'{name}.example')])
    certificate = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
        .serial_number(1).not_valid_before(NOW).not_valid_after(LATER).sign(key, hashes.SHA256())
    )
    write(f'{name}.crt', certificate.public_bytes(serialization.Encoding.PEM))
    write(f'{name}.key', key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
revoked = x509.CertificateRevocationListBuilder().issuer_name(subject).last_update(NOW).next_update(LATER)
write('crl.crt', revoked.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
