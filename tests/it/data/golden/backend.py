"""Keras on TensorFlow, set up so that a second run gives the same bits."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"  # the one backend that keeps float64
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # kernels that add in an order of their own

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402

# One thread: the order of additions, and so the last bit, is then the same in every run.
tf.config.threading.set_inter_op_parallelism_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)

__all__ = ["keras", "tf"]
